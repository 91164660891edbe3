package dev.millrace.gateway.dialect;

import dev.millrace.llm.Request;
import java.util.List;
import java.util.function.Function;

/// What a client asked for: of whom, how it wants to be told, and what of it was not simply kept.
///
/// @param requests at least one; they differ in their prompts alone. The answers of all of them are
///     one answer, in which the choices of each follow on those of the one before
/// @param stream whether the answer comes as server-sent events
/// @param notes what became of fields that the dialect has left out, renamed, clamped or emulated
/// @param writer who writes the answer under a name
public record Asked(
    List<Request> requests,
    boolean stream,
    List<Note> notes,
    Function<Naming, AnswerWriter> writer) {
  public Asked {
    requests = List.copyOf(requests);
    notes = List.copyOf(notes);
    if (requests.isEmpty()) {
      throw new IllegalArgumentException("nothing was asked for");
    }
  }

  /// The name of the model, as the client wrote it.
  public String model() {
    return requests.getFirst().model();
  }
}
