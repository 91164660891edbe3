package dev.millrace.gateway.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JdkWebTest {
  private HttpServer server;
  private String asked = "";
  private byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/token",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked =
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("content-type")
                  + " "
                  + body;
          exchange.getResponseHeaders().add("Metadata-Flavor", "Google");
          exchange.sendResponseHeaders(302, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Web.Ask ask(Optional<String> form) {
    var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    return new Web.Ask(uri, Map.of("accept", "application/json"), form);
  }

  @Test
  void aFormIsPosted() throws IOException {
    var answered = new JdkWeb().ask(ask(Optional.of("a=b")));
    assertThat(asked).isEqualTo("POST application/x-www-form-urlencoded a=b");
    assertThat(answered.status()).isEqualTo(302); // and not followed
    assertThat(answered.headers()).containsEntry("metadata-flavor", "Google");
    assertThat(answered.body()).isEqualTo(answer);
  }

  @Test
  void anAnswerWithoutEndIsNone() {
    answer = new byte[100_000];
    assertThatThrownBy(() -> new JdkWeb().ask(ask(Optional.empty())))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("127.0.0.1 did not answer: ");
  }

  @Test
  void whereNobodyListensItSaysSo() {
    server.stop(0);
    assertThatThrownBy(() -> new JdkWeb().ask(ask(Optional.empty())))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("127.0.0.1 did not answer: ");
  }
}
