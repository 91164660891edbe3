package dev.millrace.llm;

/// One piece of what was said, in the order in which it was said.
public sealed interface Part {
  /// Words for the reader.
  record Text(String text) implements Part {}

  /// What a model thought before it answered; shown apart from the answer.
  record Thought(String text) implements Part {}

  /// A model's wish to call a tool. `arguments` is JSON text as the model wrote it, which may be
  /// invalid.
  record ToolCall(String id, String name, String arguments) implements Part {}

  /// What the tool answered to the call of that id.
  record ToolResult(String callId, String text) implements Part {}

  /// The same kind of part without its growing text: what [Event.Began] announces.
  default Part emptied() {
    return switch (this) {
      case Text _ -> new Text("");
      case Thought _ -> new Thought("");
      case ToolCall(var id, var name, _) -> new ToolCall(id, name, "");
      case ToolResult(var callId, _) -> new ToolResult(callId, "");
    };
  }

  /// The text that grows: the words, the thought, the arguments, the result.
  default String grown() {
    return switch (this) {
      case Text(var text) -> text;
      case Thought(var text) -> text;
      case ToolCall(_, _, var arguments) -> arguments;
      case ToolResult(_, var text) -> text;
    };
  }

  /// This part with `text` as its growing text.
  default Part withGrown(String text) {
    return switch (this) {
      case Text _ -> new Text(text);
      case Thought _ -> new Thought(text);
      case ToolCall(var id, var name, _) -> new ToolCall(id, name, text);
      case ToolResult(var callId, _) -> new ToolResult(callId, text);
    };
  }
}
