package dev.millrace.gateway.dialect;

import java.util.Map;

/// A failure as it looks to a client: status, headers by lower-case name, and a body of JSON.
public record ErrorBody(int status, Map<String, String> headers, byte[] json) {
  public ErrorBody {
    headers = Map.copyOf(headers);
  }
}
