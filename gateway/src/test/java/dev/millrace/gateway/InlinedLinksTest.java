package dev.millrace.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.config.BudConfig;
import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.Links;
import dev.millrace.gateway.config.ModelConfig;
import dev.millrace.gateway.config.Price;
import dev.millrace.gateway.config.Profiles;
import dev.millrace.gateway.config.ProviderConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A provider that follows no links, and a file on the same machine.
final class InlinedLinksTest {
  private static final byte[] PNG = "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR".getBytes(ISO_8859_1);

  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private HttpServer provider;

  @BeforeEach
  void start() throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext("/a.png", exchange -> answer(exchange, 200, PNG));
    provider.createContext(
        "/v1/chat/completions",
        exchange -> {
          asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          answer(exchange, 503, "{}".getBytes(UTF_8));
        });
    provider.start();
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @AfterEach
  void stop() {
    provider.stop(0);
  }

  /// What a client is told who asks about the file.
  private String ask(Links links) {
    var place = "http://127.0.0.1:" + provider.getAddress().getPort();
    var deployment = new Model.Deployment("near", "m", true);
    var model =
        new ModelConfig(
            "m",
            List.of(),
            new ModelConfig.Source.Hosted(List.of(deployment)),
            OptionalInt.empty(),
            new Price.Free());
    var usual = Config.defaults();
    var config =
        new Config(
            usual.listener(),
            List.of(model),
            List.of(ProviderConfig.of("near", URI.create(place + "/v1"))),
            usual.engine(),
            Profiles.defaults(),
            BudConfig.none(),
            links);
    try (var gateway = RunningGateway.start(config)) {
      var answer =
          gateway.chat(
              "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":"
                  + "\"image_url\",\"image_url\":{\"url\":\""
                  + place
                  + "/a.png\"}}]}]}");
      return answer.statusCode() + " " + answer.body();
    }
  }

  @Test
  void anAddressThatTheOperatorAllowsIsFetchedAndItsBytesGoAlong() {
    ask(new Links(Duration.ofSeconds(20), Set.of(provider.getAddress())));
    assertThat(asked.poll())
        .contains("\"data:image/png;base64," + Base64.getEncoder().encodeToString(PNG) + "\"");
  }

  @Test
  void noOtherAddressOfThisMachineIs() {
    assertThat(ask(Links.defaults()))
        .startsWith("400 ")
        .contains("messages[0].content[0].image_url.url", "cannot be fetched: it names port");
    assertThat(asked).isEmpty();
  }
}
