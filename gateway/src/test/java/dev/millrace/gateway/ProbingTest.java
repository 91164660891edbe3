package dev.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.gateway.cli.Asker.Finding;
import dev.millrace.gateway.config.ConfigFile;
import dev.millrace.gateway.config.ConfigFile.Reading;
import dev.millrace.gateway.config.ProviderConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbingTest {
  private static final String WORDS =
      """
      data: {"id":"a","model":"m","choices":[{"index":0,"delta":{"content":"Hello."}}]}

      data: {"id":"a","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: [DONE]

      """;

  @TempDir Path folder;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server = fresh();

  private static HttpServer fresh() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(int status, String type, String body) {
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("content-type", type);
          exchange.getResponseHeaders().add("location", "http://127.0.0.1:1/elsewhere");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private ProviderConfig provider(String rest) throws IOException {
    String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    var file = folder.resolve("some.yaml");
    Files.writeString(
        file,
        "providers:\n  near:\n    base-url: " + base + "\n    api-key-env: KEY\n" + rest.indent(4));
    var reading = ConfigFile.read(file, Map.of("KEY", "sk-very-secret-key"));
    return ((Reading.Good) reading).config().providers().getFirst();
  }

  private Finding ask(String rest, Optional<String> model) throws IOException {
    return Probing.ask(provider(rest), model);
  }

  @Test
  void aVendorWithAListOfModelsIsAskedForItWithItsKey() throws IOException {
    answer(200, "application/json", "{\"data\":[]}");
    var finding = ask("vendor: deepseek", Optional.empty());
    assertThat(finding.answers()).isTrue();
    assertThat(finding.latency()).isPositive();
    assertThat(asked).containsExactly("GET /v1/models Bearer sk-very-secret-key");
  }

  @Test
  void oneWithoutAListIsAskedForAFewWordsOfItsModel() throws IOException {
    answer(200, "text/event-stream", WORDS);
    var finding = ask("", Optional.of("big"));
    assertThat(finding.words()).isEqualTo("big said a few words");
    assertThat(asked).containsExactly("POST /v1/chat/completions Bearer sk-very-secret-key");
  }

  @Test
  void aStreamThatBreaksOffIsNoAnswer() throws IOException {
    answer(200, "text/event-stream", WORDS.replace("data: [DONE]\n", ""));
    var finding = ask("", Optional.of("big"));
    assertThat(finding.answers()).isFalse();
    assertThat(finding.words()).contains("ended without [DONE]");
  }

  @Test
  void aKeyThatIsNotAcceptedIsToldWithoutTheKey() throws IOException {
    answer(
        401,
        "application/json",
        "{\"error\":{\"message\":\"Incorrect API key provided: sk-very-secret-key.\"}}");
    var finding = ask("vendor: deepseek", Optional.empty());
    assertThat(finding.answers()).isFalse();
    assertThat(finding.words())
        .startsWith("does not accept the key; put a valid one")
        .contains("401 Incorrect API key")
        .doesNotContain("very-secret");
  }

  @Test
  void aWebPageIsNoListOfModels() throws IOException {
    answer(200, "text/html", "<html>Welcome</html>");
    assertThat(ask("vendor: deepseek", Optional.empty()).words())
        .isEqualTo("what it answered at /models is no JSON; look at `base-url`");
  }

  @Test
  void aRedirectIsNotFollowed() throws IOException {
    answer(302, "text/html", "moved");
    assertThat(ask("vendor: deepseek", Optional.empty()).words())
        .startsWith("has moved; say its new address in `base-url`");
    assertThat(asked).hasSize(1);
  }

  @Test
  void nobodyThereIsToldAsSuch() throws IOException {
    var config = provider("vendor: deepseek");
    server.stop(0);
    assertThat(Probing.ask(config, Optional.empty()).words())
        .startsWith("nobody listens at 127.0.0.1:");
  }

  @Test
  void oneOfWhichNothingIsKnownCannotBeAsked() throws IOException {
    assertThat(ask("", Optional.empty()).words()).startsWith("cannot be asked");
    assertThat(asked).isEmpty();
  }
}
