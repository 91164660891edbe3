package dev.millrace.gateway.call;

import dev.millrace.gateway.profile.Profile;
import dev.millrace.llm.Failure;

/// Refuses in the form of one profile.
public final class Refusals implements Refuser {
  private final Profile profile;

  public Refusals(Profile profile) {
    this.profile = profile;
  }

  @Override
  public void refuse(Arrival arrival, Failure failure, Client client) {
    new ErrorWriter(profile, arrival.id()).write(failure, client);
  }
}
