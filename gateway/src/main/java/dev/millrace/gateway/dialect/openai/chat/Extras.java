package dev.millrace.gateway.dialect.openai.chat;

import java.util.Map;

/// The fields of Chat Completions that the vocabulary does not know, as far as a request may bring
/// them in its extras, and how much each asks for. Values that ask for nothing, as `"store": false`,
/// are never among the extras.
public final class Extras {
  /// Features of Anthropic's that are asked for by name; no field of Chat Completions at all.
  private static final String BETAS = "anthropic_beta";

  private static final Map<String, Weight> WEIGHTS =
      Map.ofEntries(
          Map.entry("user", Weight.LABEL),
          Map.entry("metadata", Weight.LABEL),
          Map.entry("safety_identifier", Weight.LABEL),
          Map.entry("prompt_cache_key", Weight.LABEL),
          Map.entry("response_format", Weight.LABEL), // a structural tag, whose meaning is known
          Map.entry("store", Weight.HINT),
          Map.entry("prediction", Weight.HINT),
          Map.entry("prompt_cache_options", Weight.HINT),
          Map.entry("prompt_cache_retention", Weight.HINT),
          Map.entry(BETAS, Weight.HINT),
          Map.entry("service_tier", Weight.DEMAND),
          Map.entry("verbosity", Weight.DEMAND),
          Map.entry("moderation", Weight.DEMAND),
          Map.entry("web_search_options", Weight.DEMAND),
          Map.entry("mm_processor_kwargs", Weight.DEMAND));

  private Extras() {}

  /// How much a field asks for.
  public enum Weight {
    /// Nothing: who does not know it may leave it alone.
    LABEL,
    /// Nothing that the answer would show: who does not know it leaves it out and says so.
    HINT,
    /// A different answer, or other terms: who does not know it must not do as if it did.
    DEMAND
  }

  /// Whether it is a field of Chat Completions.
  public static boolean isOfChat(String name) {
    return !name.equals(BETAS);
  }

  /// How much a field asks for; one that is not known demands.
  public static Weight weight(String name) {
    return WEIGHTS.getOrDefault(name, Weight.DEMAND);
  }
}
