package dev.millrace.gateway.vault;

import dev.millrace.llm.Part;
import java.util.List;

/// A turn of a model as it was, thoughts included.
///
/// @param model who it was, by the name under which it is on offer; thoughts that nobody signed are
///     shown to no other
/// @param parts in the order in which they were said
public record Memory(String model, List<Part> parts) {
  public Memory {
    parts = List.copyOf(parts);
  }

  /// Whether there is anything in it that a client might not bring back.
  boolean isWorthKeeping() {
    return parts.stream()
        .anyMatch(part ->
            part instanceof Part.Thought
                || part instanceof Part.Withheld
                || (part instanceof Part.ToolCall call && call.signature().isPresent()));
  }
}
