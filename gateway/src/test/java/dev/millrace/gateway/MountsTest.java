package dev.millrace.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.Profiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(Lifecycle.PER_CLASS)
class MountsTest {
  private RunningGateway gateway;

  @BeforeAll
  void start() {
    var usual = Config.defaults();
    gateway =
        RunningGateway.start(
            new Config(
                usual.listener(),
                usual.models(),
                usual.providers(),
                usual.engine(),
                new Profiles(
                    Map.of("wafer", Set.of("pass.test"), "wayscloud", Set.of("ways.test")))));
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  /// What is said to whoever asks a host for a path: the head and the body.
  private String get(String host, String path) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.uri("/").getPort())) {
      var request =
          "GET "
              + path
              + " HTTP/1.1\r\nhost: "
              + host
              + "\r\nauthorization: Bearer "
              + RunningGateway.KEY
              + "\r\nconnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "any.test, /healthz, 200",
    "any.test, /v1/models, 200",
    "any.test, /v1/models/millrace-mini, 200",
    "any.test, /wafer/v1/models, 200",
    "any.test, /wafer/v1/models/Millrace-Mini, 200",
    "any.test, /wayscloud/v1/models, 200",
    "any.test, /wayscloud/v1/llm/models, 200",
    "any.test, /v1/llm/models, 200",
    "any.test, /v1/llm/chat, 405",
    "any.test, /wafer/v1/llm/models, 404",
    "any.test, /wafers/v1/models, 404",
    "any.test, /wafer/v1/tokenize, 404",
    "pass.test, /healthz, 200",
    "pass.test, /v1/models, 200",
    "pass.test, /wafer/v1/models, 404",
    "pass.test, /v1/llm/models, 404",
    "ways.test, /v1/llm/models, 200",
    "ways.test, /v1/models, 200",
    "ways.test, /wayscloud/v1/models, 404",
  })
  void everyProfileIsFoundBehindItsPrefixAndAtItsHosts(String host, String path, int status) {
    assertThat(get(host, path)).startsWith("HTTP/1.1 " + status + " ");
  }
}
