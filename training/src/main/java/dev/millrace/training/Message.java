package dev.millrace.training;

import java.util.List;

/// One turn of a conversation, after the system's. A thought is what stands inside `<think>` when thinking is on.
sealed interface Message {
  record User(String text) implements Message {}

  record Answer(String thought, String text) implements Message {}

  record Calls(String thought, List<Call> calls) implements Message {}

  record Result(String text) implements Message {}

  /// One call inside [Calls]; the arguments are a JSON object.
  record Call(String name, String arguments) {}
}
