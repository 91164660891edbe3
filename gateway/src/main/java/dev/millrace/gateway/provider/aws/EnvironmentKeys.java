package dev.millrace.gateway.provider.aws;

import java.io.IOException;
import java.util.Optional;

/// Keys in variables of the environment.
record EnvironmentKeys(Chain.Surroundings here) implements KeySource {
  @Override
  public Optional<Keys> find() throws IOException {
    var id = here.variable("AWS_ACCESS_KEY_ID");
    var secret = here.variable("AWS_SECRET_ACCESS_KEY");
    if (id.isPresent() != secret.isPresent()) {
      throw new IOException("set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
    }
    return id.map(name ->
        new Keys(
            name.strip(),
            secret.orElseThrow().strip(),
            here.variable("AWS_SESSION_TOKEN").map(String::strip),
            Optional.empty()));
  }
}
