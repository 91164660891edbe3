package dev.millrace.llm;

import java.util.Map;
import java.util.Optional;

/// How a conversation becomes a text.
///
/// @param template a Jinja chat template instead of the model's own
/// @param variables what the template may look at beside the conversation (`chat_template_kwargs`)
/// @param answers whether the text ends where the model's turn begins (`add_generation_prompt`)
/// @param continues whether the model goes on with the last message instead of answering it
///     (`continue_final_message`); never together with `answers`
public record Rendering(
    Optional<String> template, Map<String, Json> variables, boolean answers, boolean continues) {
  public Rendering {
    variables = Map.copyOf(variables);
    if (answers && continues) {
      throw new IllegalArgumentException("a message is continued or answered, not both");
    }
  }

  /// The model's own template, ending where its turn begins.
  public static Rendering usual() {
    return new Rendering(Optional.empty(), Map.of(), true, false);
  }
}
