package dev.millrace.engine.speech;

import dev.millrace.llm.Tool;
import java.util.List;

/// What is looked for in an answer.
///
/// @param tools whose calls are told apart; none: what looks like a call is text
public record Speech(Thinking thinking, Script script, List<Tool> tools) {
  public Speech {
    tools = List.copyOf(tools);
  }

  /// All is text.
  public static Speech plain() {
    return new Speech(Thinking.IN_TEXT, Script.unknown(), List.of());
  }

  /// What becomes of thoughts.
  public enum Thinking {
    /// They stay in the text, tags and all.
    IN_TEXT,
    /// They are parts of their own, if the answer begins with one.
    APART,
    /// The prompt ends with the tag that begins a thought, so the answer begins inside.
    BEGUN
  }
}
