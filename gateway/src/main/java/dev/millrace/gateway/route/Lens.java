package dev.millrace.gateway.route;

import dev.millrace.llm.Bounds;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Request;
import dev.millrace.llm.Sampling;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// One parameter of a request, to be looked at and changed.
record Lens(Parameter parameter) {
  /// Whether the request says anything of it.
  boolean isSaid(Request request) {
    return switch (parameter) {
      case SEED -> request.sampling().seed().isPresent();
      case LOGIT_BIAS -> !request.sampling().logitBias().isEmpty();
      case STOP -> !request.bounds().stop().isEmpty();
      case STOP_TOKEN_IDS -> !request.bounds().stopTokens().isEmpty();
      case LOGPROBS -> request.detail().logprobs().isPresent();
      case N -> request.bounds().choices() > 1;
      case MIN_TOKENS -> request.bounds().minTokens() > 0;
      case TEMPERATURE,
          TOP_P,
          TOP_K,
          MIN_P,
          REPETITION_PENALTY,
          FREQUENCY_PENALTY,
          PRESENCE_PENALTY,
          MAX_TOKENS ->
          number(request).isPresent();
    };
  }

  /// Whether tokens are chosen as the model's own odds are, with that value as without it.
  boolean changesNothing(Request request) {
    boolean share = parameter == Parameter.TEMPERATURE || parameter == Parameter.TOP_P;
    return share && number(request).orElse(0) == 1;
  }

  /// Its value, of those that are numbers.
  OptionalDouble number(Request request) {
    Sampling sampling = request.sampling();
    return switch (parameter) {
      case TEMPERATURE -> sampling.temperature();
      case TOP_P -> sampling.topP();
      case TOP_K -> real(sampling.topK());
      case MIN_P -> sampling.minP();
      case REPETITION_PENALTY -> sampling.repetitionPenalty();
      case FREQUENCY_PENALTY -> sampling.frequencyPenalty();
      case PRESENCE_PENALTY -> sampling.presencePenalty();
      case MAX_TOKENS -> real(request.bounds().maxTokens());
      case MIN_TOKENS -> OptionalDouble.of(request.bounds().minTokens());
      case N -> OptionalDouble.of(request.bounds().choices());
      case SEED, LOGIT_BIAS, STOP, STOP_TOKEN_IDS, LOGPROBS -> OptionalDouble.empty();
    };
  }

  /// The request without it.
  Request without(Request request) {
    return switch (parameter) {
      case MIN_TOKENS -> with(request, OptionalDouble.of(0));
      case N -> with(request, OptionalDouble.of(1));
      case TEMPERATURE,
          TOP_P,
          TOP_K,
          MIN_P,
          REPETITION_PENALTY,
          FREQUENCY_PENALTY,
          PRESENCE_PENALTY,
          MAX_TOKENS,
          SEED,
          LOGIT_BIAS,
          STOP,
          STOP_TOKEN_IDS,
          LOGPROBS ->
          with(request, OptionalDouble.empty());
    };
  }

  /// The request with another value; of those that are no numbers, without any.
  Request with(Request request, OptionalDouble value) {
    return switch (parameter) {
      case MAX_TOKENS, MIN_TOKENS, N, STOP, STOP_TOKEN_IDS ->
          request.withBounds(bounds(request.bounds(), value));
      case LOGPROBS -> {
        var detail = request.detail();
        yield request.withDetail(
            new Detail(OptionalInt.empty(), detail.tokens(), detail.prompt(), detail.echo()));
      }
      case TEMPERATURE,
          TOP_P,
          TOP_K,
          MIN_P,
          REPETITION_PENALTY,
          FREQUENCY_PENALTY,
          PRESENCE_PENALTY,
          SEED,
          LOGIT_BIAS ->
          request.withSampling(sampling(request.sampling(), value));
    };
  }

  private Bounds bounds(Bounds old, OptionalDouble value) {
    int whole = (int) value.orElse(0);
    return new Bounds(
        is(Parameter.MAX_TOKENS) ? whole(value) : old.maxTokens(),
        is(Parameter.MIN_TOKENS) ? whole : old.minTokens(),
        is(Parameter.STOP) ? List.of() : old.stop(),
        is(Parameter.STOP_TOKEN_IDS) ? List.of() : old.stopTokens(),
        old.pastEnd(),
        is(Parameter.N) ? whole : old.choices());
  }

  private Sampling sampling(Sampling old, OptionalDouble value) {
    return new Sampling(
        is(Parameter.TEMPERATURE) ? value : old.temperature(),
        is(Parameter.TOP_P) ? value : old.topP(),
        is(Parameter.TOP_K) ? whole(value) : old.topK(),
        is(Parameter.MIN_P) ? value : old.minP(),
        is(Parameter.REPETITION_PENALTY) ? value : old.repetitionPenalty(),
        is(Parameter.FREQUENCY_PENALTY) ? value : old.frequencyPenalty(),
        is(Parameter.PRESENCE_PENALTY) ? value : old.presencePenalty(),
        is(Parameter.SEED) ? OptionalLong.empty() : old.seed(),
        is(Parameter.LOGIT_BIAS) ? Map.of() : old.logitBias());
  }

  private boolean is(Parameter other) {
    return parameter == other;
  }

  private static OptionalDouble real(OptionalInt value) {
    return value.isPresent() ? OptionalDouble.of(value.getAsInt()) : OptionalDouble.empty();
  }

  private static OptionalInt whole(OptionalDouble value) {
    return value.isPresent()
        ? OptionalInt.of((int) Math.round(value.getAsDouble()))
        : OptionalInt.empty();
  }
}
