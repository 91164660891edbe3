package dev.millrace.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.ModelConfig;
import dev.millrace.gateway.config.ModelConfig.Source;
import dev.millrace.gateway.config.Price;
import dev.millrace.gateway.config.ProviderConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/// How fast a stream flows is up to its slowest reader, and it stops when nobody reads it.
final class FlowTest {
  private static final long MEGABYTE = 1 << 20;

  @Test
  void theUpstreamIsLetGoWhenTheClientLeaves() throws Exception {
    try (var upstream = new EndlessUpstream(Long.MAX_VALUE);
        var gateway = RunningGateway.start(before(upstream))) {
      try (var client = ask(gateway)) {
        assertThat(client.getInputStream().read()).isPositive();
      }
      assertThat(upstream.ended().get(60, SECONDS)).isFalse();
    }
  }

  @Test
  void aReaderWhoDoesNotReadHoldsTheUpstreamBackAndLosesNothing() throws Exception {
    try (var upstream = new EndlessUpstream(64 * MEGABYTE / 1000);
        var gateway = RunningGateway.start(before(upstream));
        var client = ask(gateway)) {
      assertThatThrownBy(() -> upstream.ended().get(3, SECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(upstream.sent()).isLessThan(16 * MEGABYTE);
      assertThat(lastWords(client.getInputStream())).endsWith("data: [DONE]\n\n\r\n0\r\n\r\n");
      assertThat(upstream.ended().get(60, SECONDS)).isTrue();
    }
  }

  /// Reads everything, remembers the end.
  private static String lastWords(InputStream in) throws IOException {
    var last = new StringBuilder();
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      last.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
      last.delete(0, Math.max(0, last.length() - 600));
    }
    return last.toString();
  }

  private static Socket ask(RunningGateway gateway) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(64 << 10);
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.uri("/").getPort()));
    socket.setSoTimeout(60_000);
    String body =
        "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    String request =
        "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"
            + "content-type: application/json\r\nauthorization: Bearer "
            + RunningGateway.KEY
            + "\r\ncontent-length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static Config before(EndlessUpstream upstream) {
    var place = new Model.Deployment("endless", "m");
    var model =
        new ModelConfig(
            "m",
            List.of(),
            new Source.Hosted(List.of(place)),
            OptionalInt.empty(),
            new Price.Free());
    var defaults = Config.defaults();
    return new Config(
        defaults.listener(),
        List.of(model),
        List.of(ProviderConfig.of("endless", upstream.base())),
        defaults.engine());
  }
}
