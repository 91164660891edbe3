package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Gives ids to the calls of functions in a conversation of the time before tools, when answers were
/// told by the name of the function. Used for one request.
final class FunctionCalls {
  private final Map<String, String> unanswered = new HashMap<>();
  private int calls;

  /// The id of a further call.
  String called(String name) {
    String id = "call_" + calls++;
    unanswered.put(name, id);
    return id;
  }

  /// The id of the call that is answered.
  ///
  /// @param name of the function
  String answered(Value name) {
    return Optional.ofNullable(unanswered.remove(name.text()))
        .orElseThrow(() ->
            name.refuse(
                Problem.OUT_OF_RANGE,
                "must be that of a function_call before, which has no answer yet"));
  }
}
