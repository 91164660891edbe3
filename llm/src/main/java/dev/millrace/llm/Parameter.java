package dev.millrace.llm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The parameters of a request that are spoken of by name: in policies, and where a protocol has no
/// word for one.
public enum Parameter {
  TEMPERATURE("temperature", true),
  TOP_P("top_p", true),
  TOP_K("top_k", true),
  MIN_P("min_p", true),
  REPETITION_PENALTY("repetition_penalty", true),
  FREQUENCY_PENALTY("frequency_penalty", true),
  PRESENCE_PENALTY("presence_penalty", true),
  MAX_TOKENS("max_tokens", true),
  MIN_TOKENS("min_tokens", true),
  N("n", true),
  SEED("seed", false),
  LOGIT_BIAS("logit_bias", false),
  STOP("stop", false),
  STOP_TOKEN_IDS("stop_token_ids", false),
  LOGPROBS("logprobs", false);

  private final String word;
  private final boolean numeric;

  /// Values that a parameter may have, both ends included.
  public record Span(double least, double most) {
    public Span {
      if (!(least <= most)) {
        throw new IllegalArgumentException(least + " is more than " + most);
      }
    }
  }

  Parameter(String word, boolean numeric) {
    this.word = word;
    this.numeric = numeric;
  }

  /// Its name on the wire.
  public String word() {
    return word;
  }

  /// Whether it can be brought into a range.
  public boolean numeric() {
    return numeric;
  }

  /// The one of that name.
  public static Optional<Parameter> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  /// The names of all.
  public static List<String> words() {
    return Arrays.stream(values()).map(Parameter::word).toList();
  }
}
