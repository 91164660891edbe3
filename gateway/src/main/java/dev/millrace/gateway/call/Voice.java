package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.AnswerWriter;
import java.util.Map;

/// How an answer is told, which depends on who gives it.
record Voice(AnswerWriter writer, Map<String, String> headers) {
  Voice {
    headers = Map.copyOf(headers);
  }
}
