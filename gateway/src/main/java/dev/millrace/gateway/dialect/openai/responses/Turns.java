package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Gathers items to turns of a conversation: what a model thought, said and called is one turn until
/// somebody else speaks. Not thread-safe.
final class Turns {
  private final List<Message> turns = new ArrayList<>();
  private final List<Part> open = new ArrayList<>();
  private final Set<String> calls = new HashSet<>();

  /// Something that the model said. A second message that no call stands before is another turn.
  void said(Part part) {
    boolean words = part instanceof Part.Text || part instanceof Part.Refusal;
    if (words && holds(Part.Text.class) && !holds(Part.ToolCall.class)) {
      close();
    }
    if (part instanceof Part.ToolCall call) {
      calls.add(call.id());
    }
    open.add(part);
  }

  /// All parts of one message of the model.
  void said(List<Part> parts) {
    for (int at = 0; at < parts.size(); at++) {
      if (at == 0) {
        said(parts.getFirst());
      } else {
        open.add(parts.get(at));
      }
    }
  }

  /// What somebody else said.
  void heard(Role role, List<Part> parts) {
    close();
    turns.add(new Message(role, Optional.empty(), parts));
  }

  /// Whether a tool was called under that id.
  boolean called(String id) {
    return calls.contains(id);
  }

  List<Message> all() {
    close();
    return List.copyOf(turns);
  }

  private boolean holds(Class<? extends Part> kind) {
    return open.stream().anyMatch(kind::isInstance);
  }

  private void close() {
    if (!open.isEmpty()) {
      turns.add(new Message(Role.ASSISTANT, Optional.empty(), open));
      open.clear();
    }
  }
}
