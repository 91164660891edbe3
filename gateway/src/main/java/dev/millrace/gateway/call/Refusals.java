package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.llm.Failure;

/// Refuses in the form of one profile, and as Anthropic does where its messages are served.
public final class Refusals implements Refuser {
  private final Profile profile;

  public Refusals(Profile profile) {
    this.profile = profile;
  }

  @Override
  public void refuse(Arrival arrival, Failure failure, Client client) {
    new ErrorWriter(profile, arrival.name(), surface(arrival.path())).write(failure, client);
  }

  private static Surface surface(String path) {
    return (path + "/").contains("/v1/messages/")
        ? Surface.anthropic("messages")
        : Surface.openAi("");
  }
}
