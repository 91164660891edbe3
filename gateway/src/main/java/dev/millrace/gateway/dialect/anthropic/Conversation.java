package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A conversation as Messages want it: what the system says first stands apart, turns of the user and
/// of the model alternate, and what tools have answered comes first in a turn.
///
/// @param system texts, and up to where they are worth keeping
/// @param afterTools whether the tools are worth keeping
/// @param turns at least one
record Conversation(List<Part> system, Optional<Part.CachePoint> afterTools, List<Turn> turns) {
  Conversation {
    system = List.copyOf(system);
    turns = List.copyOf(turns);
  }

  /// What one of the two says until the other speaks.
  ///
  /// @param models whether the model speaks
  record Turn(boolean models, List<Part> parts) {
    Turn {
      parts = List.copyOf(parts);
    }

    /// The same, and more of it.
    private Turn and(List<Part> more) {
      var all = new ArrayList<>(parts);
      all.addAll(more);
      return new Turn(models, all);
    }

    /// The same with the answers of tools first, each with what says that it is worth keeping.
    private Turn ordered() {
      var results = new ArrayList<Part>();
      var rest = new ArrayList<Part>();
      boolean afterResult = false;
      for (var part : parts) {
        afterResult =
            part instanceof Part.ToolResult || (afterResult && part instanceof Part.CachePoint);
        (afterResult ? results : rest).add(part);
      }
      results.addAll(rest);
      return new Turn(models, results);
    }
  }

  /// @throws Refused if nothing is left to be said
  static Conversation of(List<Message> messages, Host host) {
    var left = new ArrayList<>(messages);
    var afterTools = afterTools(left);
    var system = new ArrayList<Part>();
    while (!left.isEmpty() && isSystem(left.getFirst())) {
      system.addAll(said(left.removeFirst(), host));
    }
    var turns = turns(left, host);
    if (turns.isEmpty() && !system.isEmpty()) { // somebody must speak
      turns.add(new Turn(false, system));
      system = new ArrayList<>();
    }
    if (turns.isEmpty()) {
      String why = "must say something to the model";
      throw new Refused(new Failure.BadRequest("messages", Failure.Problem.OUT_OF_RANGE, why));
    }
    return new Conversation(system, afterTools, turns);
  }

  /// Whether the model is between calls of tools that it made without a thought that it would know
  /// again: it cannot begin to think there.
  boolean midway() {
    if (turns.size() < 2 || !(turns.getLast().parts().getFirst() instanceof Part.ToolResult)) {
      return false;
    }
    var first = turns.get(turns.size() - 2).parts().getFirst();
    return !(first instanceof Part.Thought) && !(first instanceof Part.Withheld);
  }

  private static Optional<Part.CachePoint> afterTools(List<Message> messages) {
    if (messages.isEmpty()
        || messages.getFirst().parts().isEmpty()
        || !(messages.getFirst().parts().getFirst() instanceof Part.CachePoint point)) {
      return Optional.empty();
    }
    var first = messages.removeFirst();
    var rest = first.parts().subList(1, first.parts().size());
    messages.addFirst(new Message(first.role(), first.name(), rest));
    return Optional.of(point);
  }

  private static List<Turn> turns(List<Message> messages, Host host) {
    var turns = new ArrayList<Turn>();
    for (var message : messages) {
      boolean models = message.role() == Role.ASSISTANT;
      var parts = said(message, host);
      boolean speaks = parts.stream().anyMatch(part -> !(part instanceof Part.CachePoint));
      if (!turns.isEmpty() && turns.getLast().models() == models) {
        turns.add(turns.removeLast().and(parts));
      } else if (speaks) {
        turns.add(new Turn(models, parts));
      }
    }
    turns.replaceAll(Turn::ordered);
    return turns;
  }

  private static boolean isSystem(Message message) {
    return message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
  }

  private static List<Part> said(Message message, Host host) {
    return message.parts().stream().filter(part -> isSaid(part, host)).toList();
  }

  /// Whether there are words for it here: blank text is refused, and so are thoughts of others.
  private static boolean isSaid(Part part, Host host) {
    return switch (part) {
      case Part.Text(var text) -> !text.isBlank();
      case Part.Refusal(var text) -> !text.isBlank();
      case Part.Thought(_, var signature) ->
          signature.map(mark -> mark.maker().equals(host.maker())).orElse(host.unsigned());
      case Part.Withheld(var content) -> content.maker().equals(host.maker());
      case Part.ToolCall _, Part.ToolResult _, Part.Attachment _, Part.CachePoint _ -> true;
    };
  }
}
