package dev.millrace.clients.house;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A provider of OpenAI chat completions on the loopback that plays a [Script] and keeps what it was
/// asked.
public final class Provider implements AutoCloseable {
  private final BlockingQueue<JsonNode> asked = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  Provider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", this::serve);
    server.start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  /// The request that was asked first of those not yet taken from here.
  public JsonNode asked() {
    var first = asked.poll();
    if (first == null) {
      throw new IllegalStateException("the provider was not asked");
    }
    return first;
  }

  /// Forgets what it was asked.
  public void forget() {
    asked.clear();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
      asked.add(request);
      var wire = new Wire(request.path("model").stringValue());
      boolean stream = request.path("stream").booleanValue(false);
      switch (Script.turn(request)) {
        case Turn.Speech speech when stream -> stream(exchange, wire.stream(speech), true);
        case Turn.Speech speech -> whole(exchange, 200, wire.whole(speech));
        case Turn.Calls calls when stream -> stream(exchange, wire.stream(calls), true);
        case Turn.Calls calls -> whole(exchange, 200, wire.whole(calls));
        case Turn.Refusal(var status, var headers, var code) -> {
          headers.forEach(exchange.getResponseHeaders()::set);
          whole(exchange, status, Wire.error(code));
        }
        case Turn.Cut(var text) -> stream(exchange, wire.beginning(text), false);
        case Turn.Fault(var text) when stream -> {
          var chunks = new java.util.ArrayList<>(wire.beginning(text));
          chunks.add(Wire.error("server_error"));
          stream(exchange, chunks, false);
        }
        case Turn.Fault _ -> whole(exchange, 500, Wire.error("server_error"));
      }
    }
  }

  private static void whole(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getResponseHeaders().set("content-type", "application/json");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void stream(HttpExchange exchange, List<String> chunks, boolean sound)
      throws IOException {
    exchange.getResponseHeaders().set("content-type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    var out = exchange.getResponseBody();
    for (var chunk : chunks) {
      out.write(("data: " + chunk + "\n\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
    if (sound) {
      out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
