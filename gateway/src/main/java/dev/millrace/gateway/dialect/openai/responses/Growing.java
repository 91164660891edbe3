package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.json.Members;
import java.util.function.Consumer;

/// An item of somebody else's output as it comes. Not thread-safe.
interface Growing {
  /// Takes an event of it.
  ///
  /// @param type as `response.output_text.delta`; one that means nothing here is passed over
  void take(String type, Members event, Consumer<Piece> out);

  /// It is whole: tells what has not been told of it, and ends it.
  ///
  /// @param item as its provider shows it in the end, which may repeat nothing of what was streamed
  void end(Members item, Consumer<Piece> out);
}
