package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.llm.Json;

/// How much it takes to keep a JSON value, in bytes, about.
final class Weight {
  private static final int NODE = 32;

  private Weight() {}

  static long of(Json json) {
    return switch (json) {
      case Json.Fields(var values) ->
          values.entrySet().stream()
              .mapToLong(member -> NODE + member.getKey().length() + of(member.getValue()))
              .sum();
      case Json.Items(var values) -> NODE + values.stream().mapToLong(Weight::of).sum();
      case Json.Text(var text) -> NODE + text.length();
      case Json.Numeral _, Json.Bool _, Json.Null _ -> NODE;
    };
  }
}
