package dev.millrace.llm;

/// Why an answer ended.
public sealed interface Stop {
  /// The model was done.
  record Ended() implements Stop {}

  /// One of the request's stop sequences came up; it is not part of the answer.
  record Matched(String sequence) implements Stop {}

  /// One of the request's stop tokens came up; it is not part of the answer.
  record MatchedToken(int token) implements Stop {}

  /// The token limit of the request was reached, or of the context window where nobody tells which.
  record Length() implements Stop {}

  /// The context window of the model was reached.
  record Window() implements Stop {}

  /// The model waits for the results of its tool calls.
  record ToolCalls() implements Stop {}

  /// Somebody's content filter cut the answer.
  record Filtered() implements Stop {}
}
