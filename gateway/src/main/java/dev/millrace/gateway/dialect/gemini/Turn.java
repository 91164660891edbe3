package dev.millrace.gateway.dialect.gemini;

import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A turn as Gemini counts them: consecutive messages of one side are one, and so are consecutive
/// answers of tools, which are the user's side but stand alone.
///
/// @param parts never empty
record Turn(Side side, List<Part> parts) {
  Turn {
    parts = List.copyOf(parts);
  }

  /// Who speaks.
  enum Side {
    SYSTEM,
    USER,
    TOOLS,
    MODEL
  }

  /// The turns of a conversation. Only what the system says first stays the system's: what it says
  /// later, and all where nobody else speaks, the user says.
  static List<Turn> of(List<Message> messages) {
    var turns = new ArrayList<Turn>();
    for (var message : messages) {
      for (var part : message.parts()) {
        if (isCarried(part)) {
          add(side(message.role(), part, turns), part, turns);
        }
      }
    }
    if (turns.size() == 1 && turns.getFirst().side() == Side.SYSTEM) {
      return List.of(new Turn(Side.USER, turns.getFirst().parts()));
    }
    return turns;
  }

  /// Gemini takes no empty text, and reads no thoughts but its own.
  private static boolean isCarried(Part part) {
    return switch (part) {
      case Part.Text(var text) -> !text.isEmpty();
      case Part.Refusal(var text) -> !text.isEmpty();
      case Part.Thought(_, var signature) -> Wire.own(signature).isPresent();
      case Part.Withheld(var content) -> Wire.own(Optional.of(content)).isPresent();
      case Part.CachePoint _ -> false;
      case Part.ToolCall _, Part.ToolResult _, Part.Attachment _ -> true;
    };
  }

  private static Side side(Role role, Part part, List<Turn> before) {
    if (part instanceof Part.ToolResult) {
      return Side.TOOLS;
    }
    return switch (role) {
      case SYSTEM, DEVELOPER -> {
        boolean first = before.isEmpty() || before.getLast().side() == Side.SYSTEM;
        yield first && part instanceof Part.Text ? Side.SYSTEM : Side.USER;
      }
      case ASSISTANT -> Side.MODEL;
      case USER, TOOL -> Side.USER;
    };
  }

  private static void add(Side side, Part part, List<Turn> turns) {
    var parts = new ArrayList<Part>();
    if (!turns.isEmpty() && turns.getLast().side() == side) {
      parts.addAll(turns.removeLast().parts());
    }
    parts.add(part);
    turns.add(new Turn(side, parts));
  }
}
