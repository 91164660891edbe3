package dev.millrace.engine.sample;

import dev.millrace.llm.Sampling;
import java.util.Map;

/// How tokens are chosen, with nothing left unsaid.
///
/// @param temperature at least 0; 0 takes the likeliest token
/// @param topK only so many of the likeliest tokens; 0 means all
/// @param topP only the likeliest tokens that together reach it; 1 means all
/// @param minP only tokens at least so likely, relative to the likeliest; 0 means all
/// @param repetition divides the positive logits of tokens in prompt or answer, and multiplies the
///     negative ones; 1 does nothing
/// @param frequency subtracted once for each time the answer has the token
/// @param presence subtracted once when the answer has the token
/// @param bias added to the logits of single tokens
public record Preferences(
    double temperature,
    int topK,
    double topP,
    double minP,
    double repetition,
    double frequency,
    double presence,
    Map<Integer, Double> bias) {
  /// What goes where neither request nor model says anything: the model's distribution as it is.
  public static final Preferences NEUTRAL = new Preferences(1, 0, 1, 0, 1, 0, 0, Map.of());

  public Preferences {
    bias = Map.copyOf(bias);
  }

  /// These, but for what a request says.
  public Preferences with(Sampling said) {
    return new Preferences(
        said.temperature().orElse(temperature),
        said.topK().orElse(topK),
        said.topP().orElse(topP),
        said.minP().orElse(minP),
        said.repetitionPenalty().orElse(repetition),
        said.frequencyPenalty().orElse(frequency),
        said.presencePenalty().orElse(presence),
        said.logitBias());
  }
}
