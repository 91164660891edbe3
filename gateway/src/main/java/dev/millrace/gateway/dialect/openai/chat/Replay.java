package dev.millrace.gateway.dialect.openai.chat;

/// How a server gets back what it thought in earlier turns.
///
/// @param rule whether it wants that
/// @param form what that looks like
public record Replay(Rule rule, Form form) {
  /// Whether thoughts of earlier turns are wanted back.
  public enum Rule {
    /// A turn without them is refused.
    REQUIRED,
    /// A turn with them is refused.
    FORBIDDEN,
    /// They may come.
    WELCOME
  }

  /// What thoughts look like in a message.
  public enum Form {
    /// The field `reasoning_content`.
    REASONING_CONTENT,
    /// The field `reasoning`.
    REASONING,
    /// The field `reasoning_details`, of parts.
    DETAILS,
    /// `<think>` before the content.
    TAGS,
    /// Parts of the content of type `thinking`.
    PARTS
  }

  static Replay usual() {
    return new Replay(Rule.WELCOME, Form.REASONING_CONTENT);
  }
}
