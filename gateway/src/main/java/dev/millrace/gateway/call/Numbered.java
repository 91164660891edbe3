package dev.millrace.gateway.call;

import dev.millrace.gateway.loop.Loop;
import java.util.LinkedHashMap;
import java.util.Map;

/// A client that looks for the id of its request where Anthropic puts it, in the header
/// `request-id`.
public record Numbered(Client client, String id) implements Client {
  /// Serves all clients of an endpoint so.
  public static Endpoint all(Endpoint endpoint) {
    return (arrival, client) -> endpoint.serve(arrival, new Numbered(client, arrival.name()));
  }

  @Override
  public Loop loop() {
    return client.loop();
  }

  @Override
  public void begin(int status, Map<String, String> headers) {
    var all = new LinkedHashMap<>(headers);
    all.put("request-id", id);
    client.begin(status, all);
  }

  @Override
  public void write(byte[] bytes) {
    client.write(bytes);
  }

  @Override
  public boolean behind() {
    return client.behind();
  }

  @Override
  public void whenCaughtUp(Runnable task) {
    client.whenCaughtUp(task);
  }

  @Override
  public void whenGone(Runnable task) {
    client.whenGone(task);
  }

  @Override
  public void breaks() {
    client.breaks();
  }

  @Override
  public void end() {
    client.end();
  }

  @Override
  public void abort() {
    client.abort();
  }
}
