package dev.millrace.gateway.dialect;

/// What kind of clients an endpoint has, as far as its errors must please them.
///
/// @param family whose clients they are
/// @param prompt the field that prompts come in, as `messages`; empty where none are sent
public record Surface(Family family, String prompt) {
  /// Those who read errors alike.
  public enum Family {
    OPENAI,
    ANTHROPIC
  }

  /// One for OpenAI's clients.
  public static Surface openAi(String prompt) {
    return new Surface(Family.OPENAI, prompt);
  }

  /// One for Anthropic's clients.
  public static Surface anthropic(String prompt) {
    return new Surface(Family.ANTHROPIC, prompt);
  }
}
