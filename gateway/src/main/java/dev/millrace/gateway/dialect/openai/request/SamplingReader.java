package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Range;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Sampling;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Reads how the next token is to be chosen. `top_k`, `min_p` and `repetition_penalty` are not
/// OpenAI's; their meaning is vLLM's.
record SamplingReader(Members body) {
  private static final Range PROBABILITY = new Range(0, 1);
  private static final Range PENALTY = new Range(-2, 2);
  private static final Range BIAS = new Range(-100, 100);

  /// Keeps the logits within what a 32-bit number can tell apart.
  private static final Range REPETITION = new Range(0.01, 100);

  /// The smallest share of the likeliest tokens: the likeliest alone.
  private static final double ONE_TOKEN = 1e-6;

  private static final Pattern TOKEN_ID = Pattern.compile("0|[1-9][0-9]{0,8}");

  Sampling read() {
    return new Sampling(
        number("temperature", new Range(0, 2)),
        topP(),
        topK(),
        number("min_p", PROBABILITY),
        number("repetition_penalty", REPETITION),
        number("frequency_penalty", PENALTY),
        number("presence_penalty", PENALTY),
        seed(),
        logitBias());
  }

  private OptionalDouble number(String name, Range range) {
    return body.find(name)
        .map(value -> OptionalDouble.of(value.number(range)))
        .orElse(OptionalDouble.empty());
  }

  /// OpenAI allows 0, which leaves the likeliest token.
  private OptionalDouble topP() {
    OptionalDouble given = number("top_p", PROBABILITY);
    return given.isPresent() ? OptionalDouble.of(Math.max(ONE_TOKEN, given.getAsDouble())) : given;
  }

  /// vLLM says 0 or -1 for all tokens.
  private OptionalInt topK() {
    OptionalInt given = body.wholeNumber("top_k", -1, Integer.MAX_VALUE);
    return given.orElse(0) > 0 ? given : OptionalInt.empty();
  }

  private OptionalLong seed() {
    return body.find("seed")
        .map(value -> OptionalLong.of(value.wholeNumber(Long.MIN_VALUE, Long.MAX_VALUE)))
        .orElse(OptionalLong.empty());
  }

  private Map<Integer, Double> logitBias() {
    var biases = new LinkedHashMap<Integer, Double>();
    body.find("logit_bias")
        .map(Value::object)
        .ifPresent(given ->
            given
                .json()
                .values()
                .forEach((token, bias) ->
                    biases.put(
                        tokenId(token, given), new Value(given.path(token), bias).number(BIAS))));
    return biases;
  }

  private static int tokenId(String token, Members given) {
    if (!TOKEN_ID.matcher(token).matches()) {
      throw new Value(given.path(token), given.json())
          .refuse(Problem.OUT_OF_RANGE, "must be named by a token id, a whole number");
    }
    return Integer.parseInt(token);
  }
}
