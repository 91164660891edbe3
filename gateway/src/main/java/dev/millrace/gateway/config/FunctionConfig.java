package dev.millrace.gateway.config;

import dev.millrace.llm.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// A prompt under a name, which one of several variants answers.
///
/// @param system what the model is told first
/// @param schema what the answer looks like, where it is JSON
/// @param variants at least one, of which one has a weight above 0
public record FunctionConfig(
    String name, Optional<Template> system, Optional<Json> schema, List<Variant> variants) {
  public FunctionConfig {
    variants = List.copyOf(variants);
  }

  /// A text with variables: words, a variable, words, and so on.
  ///
  /// @param words one more than there are variables
  /// @param variables by name
  public record Template(List<String> words, List<String> variables) {
    public Template {
      words = List.copyOf(words);
      variables = List.copyOf(variables);
    }
  }

  /// One way to answer.
  ///
  /// @param model the name or an alias of a [ModelConfig]
  /// @param weight how often it is chosen, relative to the others
  public record Variant(
      String name,
      String model,
      double weight,
      OptionalDouble temperature,
      OptionalDouble topP,
      OptionalInt maxTokens) {}
}
