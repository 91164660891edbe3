package dev.millrace.gateway.provider.aws;

import dev.millrace.gateway.provider.Web;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keys that ECS and EKS hand to their containers. The address is in the environment; what it hands
/// out goes over plain HTTP only from this machine or from the addresses of those two.
record ContainerKeys(Chain.Surroundings here) implements KeySource {
  private static final String ECS = "http://169.254.170.2";
  private static final Set<String> NEAR =
      Set.of(
          "localhost", "127.0.0.1", "[::1]", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");

  @Override
  public Optional<Keys> find() throws IOException {
    var address =
        here.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
            .map(path -> ECS + path)
            .or(() -> here.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
    return address.isEmpty() ? Optional.empty() : Optional.of(fetch(checked(address.get())));
  }

  private Keys fetch(URI uri) throws IOException {
    var token = token();
    Map<String, String> headers =
        token.isPresent() ? Map.of("authorization", token.get()) : Map.of();
    var answer = here.web().ask(Web.Question.get(uri, headers));
    if (answer.status() != 200) {
      throw new IOException(
          "the container's keys cannot be had: " + uri + " answered " + answer.status());
    }
    return Fetched.keys(answer.body(), "the service of the container's keys");
  }

  /// Read anew each time, as the file is changed.
  private Optional<String> token() throws IOException {
    var file = here.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    if (file.isEmpty()) {
      return here.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    }
    String token = Files.readString(Path.of(file.get())).strip();
    if (token.chars().anyMatch(letter -> letter < ' ')) {
      throw new IOException("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE holds more than one line");
    }
    return Optional.of(token);
  }

  private static URI checked(String address) throws IOException {
    try {
      var uri = new URI(address);
      boolean near = uri.getHost() != null && NEAR.contains(uri.getHost());
      if ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && near)) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // told below
    }
    throw new IOException(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI must be of https, or of this machine: " + address);
  }
}
