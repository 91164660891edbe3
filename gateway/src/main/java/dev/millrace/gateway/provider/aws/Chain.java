package dev.millrace.gateway.provider.aws;

import dev.millrace.gateway.provider.Web;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The places in which AWS's own tools look for keys, in their order (AWS SDKs and Tools Reference
/// Guide, "Standardized credential providers", 2026-11). The first that is set up counts.
public record Chain(List<KeySource> sources) implements KeySource {
  public Chain {
    sources = List.copyOf(sources);
  }

  /// What the places are looked up in.
  ///
  /// @param environment the variables of the process
  /// @param profile of the shared files; empty: as the environment says, else `default`
  /// @param region for those who have to ask for keys
  public record Surroundings(
      Map<String, String> environment,
      Optional<String> profile,
      String region,
      Web web,
      InstantSource clock) {
    public Surroundings {
      environment = Map.copyOf(environment);
    }

    Optional<String> variable(String name) {
      return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
  }

  /// The usual chain. A profile that is named goes before the variables of the environment.
  public static Chain of(Surroundings here) {
    var roles = new Roles(here);
    var files = new ProfileKeys(here, roles);
    var variables = new EnvironmentKeys(here);
    return new Chain(
        here.profile().isPresent()
            ? List.of(files)
            : List.of(
                variables,
                roles::byEnvironment,
                files,
                new ContainerKeys(here),
                new InstanceKeys(here)));
  }

  @Override
  public Optional<Keys> find() throws IOException {
    for (var source : sources) {
      var found = source.find();
      if (found.isPresent()) {
        return found;
      }
    }
    throw new IOException(
        "AWS's keys are nowhere: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
            + " AWS_BEARER_TOKEN_BEDROCK, or a profile in ~/.aws, or give the machine a role");
  }
}
