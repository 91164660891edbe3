package dev.millrace.engine;

import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the system says after the conversation has begun, as agents have it say. Many chat templates
/// refuse that; for them it becomes part of what the user says.
final class LaterSystem {
  private LaterSystem() {}

  /// The request with no word of the system after anybody else's; empty if it has none.
  static Optional<Request> folded(Request request) {
    if (!(request.prompt() instanceof Prompt.Conversation(var messages, var rendering))) {
      return Optional.empty();
    }
    var folded = folded(messages);
    return folded.equals(messages)
        ? Optional.empty()
        : Optional.of(request.withPrompt(new Prompt.Conversation(folded, rendering)));
  }

  private static List<Message> folded(List<Message> messages) {
    var folded = new ArrayList<Message>();
    boolean begun = false;
    boolean joining = false; // whether the last message holds words of the system
    for (var message : messages) {
      boolean system = message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
      begun |= !system;
      boolean later = system && begun;
      boolean afterUser = begun && !folded.isEmpty() && folded.getLast().role() == Role.USER;
      if (afterUser && (later || (joining && message.role() == Role.USER))) {
        folded.add(joined(folded.removeLast(), message));
        joining = true;
      } else {
        folded.add(later ? new Message(Role.USER, Optional.empty(), message.parts()) : message);
        joining = later;
      }
    }
    return folded;
  }

  private static Message joined(Message first, Message second) {
    var parts = new ArrayList<>(first.parts());
    parts.add(new Part.Text("\n\n"));
    parts.addAll(second.parts());
    return new Message(Role.USER, first.name(), parts);
  }
}
