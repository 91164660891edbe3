package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.json.JsonWriter;
import java.util.function.Consumer;

/// Events of a stream, numbered from 0. Not thread-safe.
final class Numbered {
  private final boolean silent;
  private int next;

  /// @param silent whether nothing is sent
  Numbered(boolean silent) {
    this.silent = silent;
  }

  /// Sends one.
  ///
  /// @param members writes what it has beside its type and number
  void send(String type, Consumer<JsonWriter> members, Consumer<? super Frame> out) {
    if (silent) {
      return;
    }
    var json = new JsonWriter().object().field("type", type).field("sequence_number", next++);
    members.accept(json);
    out.accept(new Frame(type, json.endObject().text()));
  }
}
