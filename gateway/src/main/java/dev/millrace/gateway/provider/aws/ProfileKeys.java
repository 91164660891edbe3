package dev.millrace.gateway.provider.aws;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keys of a profile of the shared files: its own, or those of a role that it may take on with the keys
/// of another profile, of the environment, the container or the machine.
record ProfileKeys(Chain.Surroundings here, Roles roles) implements KeySource {
  /// Other programs write these files; so often they are read again.
  private static final Duration READ_AGAIN = Duration.ofMinutes(10);

  private static final List<String> FOREIGN =
      List.of("sso_session", "sso_start_url", "credential_process", "login_session");

  @Override
  public Optional<Keys> find() throws IOException {
    var named = here.profile().or(() -> here.variable("AWS_PROFILE"));
    var profiles = Profiles.read(here);
    String name = named.orElse("default");
    var profile = profiles.find(name);
    if (profile.isEmpty() && named.isPresent()) {
      throw new IOException("there is no profile " + name + " in AWS's shared files");
    }
    return profile.isEmpty() ? Optional.empty() : keys(name, profiles, new HashSet<>());
  }

  private Optional<Keys> keys(String name, Profiles profiles, Set<String> seen) throws IOException {
    var profile =
        profiles
            .find(name)
            .orElseThrow(
                () -> new IOException("there is no profile " + name + " in AWS's shared files"));
    if (profile.containsKey("role_arn") && seen.add(name)) {
      return Optional.of(role(name, profile, profiles, seen));
    }
    if (profile.containsKey("aws_access_key_id") && profile.containsKey("aws_secret_access_key")) {
      return Optional.of(
          new Keys(
              said(profile, "aws_access_key_id"),
              said(profile, "aws_secret_access_key"),
              Optional.ofNullable(profile.get("aws_session_token")),
              Optional.of(here.clock().instant().plus(READ_AGAIN))));
    }
    var foreign = FOREIGN.stream().filter(profile::containsKey).findFirst();
    if (foreign.isPresent()) {
      throw new IOException(
          "the profile "
              + name
              + " has its keys by "
              + foreign.get()
              + ", which Millrace does not run; hand them over with `aws configure"
              + " export-credentials --profile "
              + name
              + " --format env`");
    }
    return Optional.empty();
  }

  private Keys role(String name, Map<String, String> profile, Profiles profiles, Set<String> seen)
      throws IOException {
    var role =
        new Roles.Role(
            said(profile, "role_arn"),
            Optional.ofNullable(profile.get("role_session_name")),
            Optional.ofNullable(profile.get("external_id")));
    if (profile.containsKey("web_identity_token_file")) {
      return roles.byToken(role, said(profile, "web_identity_token_file"));
    }
    var own =
        profile.containsKey("source_profile")
            ? keys(said(profile, "source_profile"), profiles, seen)
            : source(profile.getOrDefault("credential_source", "")).find();
    return roles.byKeys(
        role,
        own.orElseThrow(() ->
            new IOException("the profile " + name + " does not say whose keys take on its role")));
  }

  private KeySource source(String word) throws IOException {
    return switch (word) {
      case "Environment" -> new EnvironmentKeys(here);
      case "EcsContainer" -> new ContainerKeys(here);
      case "Ec2InstanceMetadata" -> new InstanceKeys(here);
      default ->
          throw new IOException("AWS's shared files have no good credential_source: " + word);
    };
  }

  private static String said(Map<String, String> profile, String name) {
    return profile.getOrDefault(name, "");
  }
}
