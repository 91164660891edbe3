package dev.millrace.engine.speech;

import dev.millrace.engine.token.Tokenizer;

/// The scripts of one model: its own, and those of templates that requests bring. Thread-safe.
public final class Scripts {
  private final Tokenizer tokenizer;
  private final String template;
  private final Script own;

  /// @param template the model's chat template
  public Scripts(Tokenizer tokenizer, String template) {
    this.tokenizer = tokenizer;
    this.template = template;
    this.own = Script.of(template, tokenizer);
  }

  /// The script of an answer to a prompt that this template wrote. A template that shows no calls
  /// does not change how the model writes them.
  public Script of(String other) {
    if (other.equals(template)) {
      return own;
    }
    Script script = Script.of(other, tokenizer);
    return script.markup() == Markup.NONE ? own : script;
  }
}
