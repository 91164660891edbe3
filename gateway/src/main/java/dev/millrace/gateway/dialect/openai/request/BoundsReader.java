package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import java.util.List;
import java.util.OptionalInt;

/// Reads where answers end and how many are wanted. `min_tokens`, `stop_token_ids` and `ignore_eos`
/// are vLLM's.
record BoundsReader(Members body) {
  private static final int MOST_CHOICES = 128;
  private static final int MOST_STOPS = 4;
  private static final int MOST_STOP_TOKENS = 1_024;

  /// @param maxTokens as the dialect names and limits it
  Bounds read(OptionalInt maxTokens) {
    return new Bounds(
        maxTokens,
        minTokens(maxTokens),
        body.find("stop").map(BoundsReader::stops).orElse(List.of()),
        body.find("stop_token_ids").map(BoundsReader::stopTokens).orElse(List.of()),
        body.isOn("ignore_eos"),
        body.wholeNumber("n", 1, MOST_CHOICES).orElse(1));
  }

  private int minTokens(OptionalInt maxTokens) {
    int least = body.wholeNumber("min_tokens", 0, Integer.MAX_VALUE).orElse(0);
    if (least > maxTokens.orElse(Integer.MAX_VALUE)) {
      throw body.need("min_tokens")
          .refuse(
              Problem.OUT_OF_RANGE,
              "must not be more than the limit of tokens, " + maxTokens.getAsInt());
    }
    return least;
  }

  private static List<String> stops(Value given) {
    List<Value> stops =
        switch (given.json()) {
          case Json.Text _ -> List.of(given);
          case Json.Items _ -> given.items();
          case Json.Fields _, Json.Numeral _, Json.Bool _, Json.Null _ ->
              throw given.refuse(
                  Problem.WRONG_TYPE, "must be a string or an array of up to 4 strings");
        };
    if (stops.size() > MOST_STOPS) {
      throw given.refuse(Problem.OUT_OF_RANGE, "must hold at most 4 strings, not " + stops.size());
    }
    for (var stop : stops) {
      if (stop.text().isEmpty()) {
        throw stop.refuse(Problem.OUT_OF_RANGE, "must not be empty");
      }
    }
    return stops.stream().map(Value::text).toList();
  }

  private static List<Integer> stopTokens(Value given) {
    List<Integer> tokens = TokenIds.read(given);
    if (tokens.size() > MOST_STOP_TOKENS) {
      throw given.refuse(
          Problem.OUT_OF_RANGE,
          "must hold at most " + MOST_STOP_TOKENS + " ids, not " + tokens.size());
    }
    return tokens;
  }
}
