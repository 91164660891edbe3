package dev.millrace.bench.cancel;

import dev.millrace.gateway.Gateway;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.EngineConfig;
import dev.millrace.gateway.config.Listener;
import dev.millrace.gateway.config.ModelConfig;
import dev.millrace.gateway.config.Price;
import dev.millrace.gateway.config.ProviderConfig;
import dev.millrace.gateway.tenant.Keys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// Measures how long after a client has left its stream the provider is let go. Prints the median
/// and the worst of many.
public final class CancelBench {
  private static final String KEY = "a-key-for-the-bench";
  private static final String BODY =
      "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
  private static final int WARM_UP = 50;

  private CancelBench() {}

  /// Takes the number of streams, 200 if it is not said.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int streams = arguments.length == 0 ? 200 : Integer.parseInt(arguments[0]);
    try (var upstream = new TricklingUpstream()) {
      var gateway = gateway(upstream);
      var micros = new ArrayList<Double>();
      for (int n = -WARM_UP; n < streams; n++) {
        double took = leave(gateway.port(), upstream);
        if (n >= 0) {
          micros.add(took);
        }
      }
      gateway.stop(Duration.ZERO);
      micros.sort(null);
      System.out.printf(
          Locale.ROOT,
          """
          make bench-cancel
          From the moment a client closes its connection in the middle of a stream to the moment the
          provider sees its own closed. %d streams after %d to warm up, %d processors, Java %s.

          median %.2f ms, worst %.2f ms
          """,
          streams,
          WARM_UP,
          Runtime.getRuntime().availableProcessors(),
          Runtime.version(),
          micros.get(streams / 2) / 1000,
          micros.getLast() / 1000);
    }
  }

  private static double leave(int port, TricklingUpstream upstream)
      throws IOException, InterruptedException {
    long left;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request().getBytes(StandardCharsets.US_ASCII));
      if (socket.getInputStream().read() < 0) {
        throw new IOException("no answer");
      }
      left = System.nanoTime();
    }
    Long end = upstream.ends().poll(60, TimeUnit.SECONDS);
    if (end == null) {
      throw new IOException("the provider was never let go");
    }
    return (end - left) / 1000.0;
  }

  private static String request() {
    return """
    POST /v1/chat/completions HTTP/1.1
    host: 127.0.0.1
    authorization: Bearer %s
    content-type: application/json
    content-length: %d

    """
            .formatted(KEY, BODY.length())
            .replace("\n", "\r\n")
        + BODY;
  }

  private static Gateway gateway(TricklingUpstream upstream) throws IOException {
    Path data = Files.createTempDirectory("millrace-bench");
    var keys = Keys.open(data, Optional.of(KEY), new SecureRandom());
    var place = new Model.Deployment("upstream", "m");
    var model =
        new ModelConfig(
            "m",
            List.of(),
            new ModelConfig.Source.Hosted(List.of(place)),
            OptionalInt.empty(),
            new Price.Free());
    var config =
        new Config(
            Listener.defaults().withPort(0),
            List.of(model),
            List.of(ProviderConfig.of("upstream", upstream.base())),
            EngineConfig.defaults());
    Files.delete(data);
    return Gateway.start(config, keys, data);
  }
}
