package dev.millrace.gateway.call;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// `GET /healthz`: that the process runs and takes requests. Needs no key.
public final class Health implements Endpoint {
  private static final byte[] BODY = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);

  @Override
  public void serve(Arrival arrival, Client client) {
    client.answer(200, Map.of("content-type", "application/json"), BODY);
  }
}
