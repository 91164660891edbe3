package dev.millrace.gateway.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PlainWebTest {
  private final Web web = new PlainWeb();
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", PlainWebTest::serve);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private static void serve(HttpExchange exchange) throws IOException {
    boolean away = exchange.getRequestURI().getPath().equals("/away");
    exchange.getResponseHeaders().add("location", "/elsewhere");
    var said = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    var told =
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestHeaders().getFirst("x-a")
            + " "
            + said;
    exchange.sendResponseHeaders(away ? 302 : 200, 0);
    exchange.getResponseBody().write(told.getBytes(UTF_8));
    exchange.close();
  }

  private URI at(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  @Test
  void aQuestionIsAskedAsItIs() throws IOException {
    var answer = web.ask(new Web.Question("PUT", at("/x"), Map.of("x-a", "1"), "hello"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).asString(UTF_8).isEqualTo("PUT 1 hello");
  }

  /// What it carries is for the host that was asked.
  @Test
  void nobodyIsFollowedElsewhere() throws IOException {
    var answer = web.ask(Web.Question.get(at("/away"), Map.of("x-a", "secret")));
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.headers()).containsEntry("location", "/elsewhere");
  }

  @Test
  void anAnswerThatIsTooLargeIsNone() {
    var question = new Web.Question("POST", at("/x"), Map.of("x-a", "1"), "a".repeat(2 << 20));
    assertThatThrownBy(() -> web.ask(question)).isInstanceOf(IOException.class);
  }

  @Test
  void whereNobodyIsThereIsAnError() {
    var nowhere = at("/x");
    server.stop(0);
    assertThatThrownBy(() -> web.ask(Web.Question.get(nowhere, Map.of())))
        .isInstanceOf(IOException.class);
  }
}
