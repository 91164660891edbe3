package dev.millrace.gateway.provider.aws;

import dev.millrace.gateway.provider.Web;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Keys of the role of an EC2 machine, from its metadata service, version 2: a token first.
record InstanceKeys(Chain.Surroundings here) implements KeySource {
  private static final String SERVICE = "http://169.254.169.254";
  private static final String ROLES = "/latest/meta-data/iam/security-credentials/";

  @Override
  public Optional<Keys> find() throws IOException {
    if (here.variable("AWS_EC2_METADATA_DISABLED").filter("true"::equalsIgnoreCase).isPresent()) {
      return Optional.empty();
    }
    var token = token();
    if (token.isEmpty()) {
      return Optional.empty();
    }
    var role = get(ROLES, token.get());
    if (role.status() == 404) {
      return Optional.empty(); // a machine without a role
    }
    String name = text(role).lines().findFirst().orElse("");
    var keys = get(ROLES + name, token.get());
    if (role.status() != 200 || name.isEmpty() || keys.status() != 200) {
      throw new IOException("the metadata service of this machine has no keys for its role");
    }
    return Optional.of(Fetched.keys(keys.body(), "the metadata service of this machine"));
  }

  /// Absent where there is no such service: this is no machine of EC2.
  private Optional<String> token() {
    try {
      var answer =
          here.web()
              .ask(
                  new Web.Question(
                      "PUT",
                      URI.create(base() + "/latest/api/token"),
                      Map.of("x-aws-ec2-metadata-token-ttl-seconds", "21600"),
                      ""));
      return answer.status() == 200 ? Optional.of(text(answer)) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private Web.Answer get(String path, String token) throws IOException {
    return here.web()
        .ask(
            Web.Question.get(URI.create(base() + path), Map.of("x-aws-ec2-metadata-token", token)));
  }

  private String base() {
    return here.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT")
        .map(address -> address.replaceAll("/+$", ""))
        .orElse(SERVICE);
  }

  private static String text(Web.Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8).strip();
  }
}
