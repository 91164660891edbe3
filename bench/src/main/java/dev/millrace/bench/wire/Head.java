package dev.millrace.bench.wire;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The lines of an HTTP/1.1 message before its body.
///
/// @param start the request line or the status line
/// @param fields by name in lower case
public record Head(String start, Map<String, String> fields) {
  static Head of(String text) {
    var lines = text.split("\r\n", -1);
    var fields = new HashMap<String, String>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        fields.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    return new Head(lines[0], fields);
  }

  /// The second word of the start line: a request's target or an answer's status.
  public String second() {
    int from = start.indexOf(' ') + 1;
    int to = start.indexOf(' ', from);
    return to < 0 ? start.substring(from) : start.substring(from, to);
  }

  boolean isChunked() {
    return fields.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked");
  }

  long length() {
    return Long.parseLong(fields.getOrDefault("content-length", "0"));
  }
}
