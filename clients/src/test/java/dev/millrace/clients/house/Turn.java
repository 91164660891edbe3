package dev.millrace.clients.house;

import java.util.List;
import java.util.Map;

/// What the scripted provider does with one request.
sealed interface Turn {
  /// It speaks, after a thought unless that is empty.
  record Speech(String thought, String text) implements Turn {}

  /// It calls tools.
  record Calls(List<Call> calls) implements Turn {}

  /// It refuses with a status.
  record Refusal(int status, Map<String, String> headers, String code) implements Turn {}

  /// It says the beginning and hangs up.
  record Cut(String text) implements Turn {}

  /// It says the beginning and then tells of an error; at once when not asked for a stream.
  record Fault(String text) implements Turn {}

  /// A call of a tool.
  ///
  /// @param arguments JSON
  record Call(String id, String name, String arguments) {}
}
