package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Sampling;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Writes the fields that Chat Completions and Completions share, as members of the object that is
/// open. What OpenAI does not know goes under the names of vLLM; what asks for nothing is left out.
public record SharedWriter(Request request, JsonWriter json, Spelling spelling) {
  /// For a server that spells all as usual.
  public SharedWriter(Request request, JsonWriter json) {
    this(request, json, Spelling.usual());
  }

  /// How the next token is to be chosen.
  public void sampling() {
    Sampling sampling = request.sampling();
    number(Parameter.TEMPERATURE, sampling.temperature());
    number(Parameter.TOP_P, sampling.topP());
    wholeNumber(Parameter.TOP_K, sampling.topK());
    number(Parameter.MIN_P, sampling.minP());
    number(Parameter.REPETITION_PENALTY, sampling.repetitionPenalty());
    number(Parameter.FREQUENCY_PENALTY, sampling.frequencyPenalty());
    number(Parameter.PRESENCE_PENALTY, sampling.presencePenalty());
    sampling.seed().ifPresent(seed -> json.field(spelling.name(Parameter.SEED), seed));
    if (!sampling.logitBias().isEmpty()) {
      json.object("logit_bias");
      new TreeMap<>(sampling.logitBias()).forEach((id, bias) -> json.field(id.toString(), bias));
      json.endObject();
    }
  }

  /// Where answers end, and how many are wanted. `max_tokens` is what most servers know, rather than
  /// the newer `max_completion_tokens`.
  public void bounds() {
    Bounds bounds = request.bounds();
    wholeNumber(Parameter.MAX_TOKENS, bounds.maxTokens());
    if (!bounds.stop().isEmpty()) {
      json.array("stop");
      bounds.stop().forEach(json::value);
      json.endArray();
    }
    if (bounds.choices() > 1) {
      json.field("n", bounds.choices());
    }
    if (bounds.minTokens() > 0) {
      json.field(spelling.name(Parameter.MIN_TOKENS), bounds.minTokens());
    }
    tokens("stop_token_ids", bounds.stopTokens());
    if (bounds.pastEnd()) {
      json.field("ignore_eos", true);
    }
  }

  /// What answers must look like, unless the client's own words for it are among the extras.
  ///
  /// @throws Refused if this dialect has no words for it
  public void constraint() {
    request
        .constraint()
        .filter(_ -> !request.extras().containsKey(CarriedTag.FIELD))
        .ifPresent(constraint -> new ConstraintWriter(constraint, spelling.forms(), json).write());
  }

  /// Whether the ids of tokens are to be told.
  public void tokenIds() {
    if (request.detail().tokens()) {
      json.field("return_token_ids", true);
    }
  }

  /// Whether the answer is to be streamed, then with its usage.
  public void stream(boolean wanted) {
    if (wanted) {
      json.field("stream", true);
    }
    if (wanted && spelling.streamOptions()) {
      json.object("stream_options").field("include_usage", true).endObject();
    }
  }

  /// The fields of this dialect that the vocabulary does not know.
  public void extras() {
    new TreeMap<>(request.extras()).forEach(json::field);
  }

  private void tokens(String name, List<Integer> ids) {
    if (!ids.isEmpty()) {
      json.array(name);
      ids.forEach(json::value);
      json.endArray();
    }
  }

  private void number(Parameter parameter, OptionalDouble value) {
    value.ifPresent(number -> json.field(spelling.name(parameter), number));
  }

  private void wholeNumber(Parameter parameter, OptionalInt value) {
    value.ifPresent(number -> json.field(spelling.name(parameter), number));
  }
}
