package dev.millrace.gateway.call;

import dev.millrace.gateway.route.Receipt;
import java.util.LinkedHashMap;
import java.util.Map;

/// The headers of answers.
final class Headers {
  private Headers() {}

  /// Of a whole answer.
  static Map<String, String> json(Receipt receipt) {
    return with(receipt, Map.of("content-type", "application/json"));
  }

  /// Of a stream.
  static Map<String, String> stream(Receipt receipt) {
    return with(
        receipt,
        Map.of(
            "content-type",
            "text/event-stream; charset=utf-8",
            "cache-control",
            "no-cache",
            "x-accel-buffering",
            "no")); // nginx would hold events back
  }

  private static Map<String, String> with(Receipt receipt, Map<String, String> usual) {
    if (receipt.clean()) {
      return usual;
    }
    var all = new LinkedHashMap<>(usual);
    all.put("x-millrace-receipt", receipt.compact());
    return all;
  }
}
