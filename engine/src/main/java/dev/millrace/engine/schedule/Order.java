package dev.millrace.engine.schedule;

import dev.millrace.engine.sample.Preferences;
import dev.millrace.engine.sample.Sampler;
import dev.millrace.engine.speech.Speech;
import dev.millrace.grammar.Language;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Detail;
import java.util.Optional;

/// A request, ready to be computed.
///
/// @param id what the answer is called
/// @param model what it says the model is called
/// @param prompt at least one token
/// @param seed of the first choice; those of the others follow from it
/// @param language what the answer must be a text of
/// @param speech what is told apart from its text
@SuppressWarnings("ArrayRecordComponent") // Made once a request, never compared.
public record Order(
    String id,
    String model,
    int[] prompt,
    Preferences preferences,
    long seed,
    Bounds bounds,
    Detail detail,
    Optional<Language> language,
    Speech speech) {
  public Order {
    if (prompt.length == 0) {
      throw new IllegalArgumentException("a prompt without tokens");
    }
  }

  /// A sampler for the beginning of one of its answers.
  Sampler sampler(int choice) {
    return new Sampler(preferences, prompt, seed + choice * 0xd1342543de82ef95L, detail.logprobs());
  }

  /// Whether it is to be told how likely the prompt is.
  boolean scoresPrompt() {
    return detail.prompt() && detail.logprobs().isPresent();
  }
}
