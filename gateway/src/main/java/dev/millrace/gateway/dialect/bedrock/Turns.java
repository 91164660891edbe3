package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A conversation as Converse has it: what the system says first, then turns that alternate and begin
/// with the user. Results of tools are the user's, and come first in their turn; so is what the system
/// says later. Blank texts are refused there, and say nothing; a cache point needs something before it.
///
/// @param tools the point that says that the tools are worth keeping
/// @param system texts and cache points
record Turns(Optional<Part.CachePoint> tools, List<Part> system, List<Turn> turns) {
  /// What a conversation begins with that the assistant begins, or nobody.
  private static final Turn OPENING = new Turn(false, List.of(new Part.Text("Begin.")));

  /// @param assistant whether it is the assistant's; else it is the user's
  record Turn(boolean assistant, List<Part> parts) {}

  static Turns of(List<Message> messages, Family family) {
    var system = new ArrayList<Part>();
    int at = 0;
    while (at < messages.size() && isSystem(messages.get(at))) {
      system.addAll(said(messages.get(at), family));
      at++;
    }
    var turns = new ArrayList<Turn>();
    messages
        .subList(at, messages.size())
        .forEach(message -> add(said(message, family), message.role(), turns));
    turns.removeIf(turn -> unmarked(turn.parts()).isEmpty());
    if (turns.isEmpty() || turns.getFirst().assistant()) {
      turns.addFirst(OPENING);
    }
    return new Turns(
        marked(messages),
        unmarked(system),
        turns.stream().map(turn -> new Turn(turn.assistant(), ordered(turn.parts()))).toList());
  }

  /// Every part of every turn.
  Stream<Part> parts() {
    return turns.stream().flatMap(turn -> turn.parts().stream());
  }

  /// At the very beginning of a conversation the tools are meant.
  private static Optional<Part.CachePoint> marked(List<Message> messages) {
    return messages.stream()
        .limit(1)
        .flatMap(message -> message.parts().stream().limit(1))
        .filter(Part.CachePoint.class::isInstance)
        .map(Part.CachePoint.class::cast)
        .findFirst();
  }

  private static void add(List<Part> parts, Role role, List<Turn> turns) {
    if (parts.isEmpty()) {
      return;
    }
    boolean assistant = role == Role.ASSISTANT;
    if (turns.isEmpty() || turns.getLast().assistant() != assistant) {
      turns.add(new Turn(assistant, new ArrayList<>()));
    }
    turns.getLast().parts().addAll(parts);
  }

  private static boolean isSystem(Message message) {
    return message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
  }

  private static List<Part> said(Message message, Family family) {
    return message.parts().stream().filter(part -> isSaid(part, family)).toList();
  }

  /// Thoughts go back to who signed them, and to nobody else.
  private static boolean isSaid(Part part, Family family) {
    return switch (part) {
      case Part.Text(var text) -> !text.isBlank();
      case Part.Refusal(var text) -> !text.isBlank();
      case Part.Thought(_, var signature) -> signature.filter(family::signed).isPresent();
      case Part.Withheld(var content) -> family.signed(content);
      case Part.ToolCall _, Part.ToolResult _, Part.Attachment _, Part.CachePoint _ -> true;
    };
  }

  private static List<Part> unmarked(List<Part> parts) {
    return parts.stream().dropWhile(Part.CachePoint.class::isInstance).toList();
  }

  private static List<Part> ordered(List<Part> parts) {
    var said = unmarked(parts);
    var results = said.stream().filter(Part.ToolResult.class::isInstance).toList();
    if (said.subList(0, results.size()).equals(results)) {
      return said;
    }
    var others = said.stream().filter(part -> !(part instanceof Part.ToolResult));
    return Stream.concat(results.stream(), others).toList();
  }
}
