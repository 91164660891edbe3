package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Sampling;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Writes the fields that Chat Completions and Completions share, as members of the object that is
/// open. What OpenAI does not know goes under the names of vLLM; what asks for nothing is left out.
public record SharedWriter(Request request, JsonWriter json) {
  /// How the next token is to be chosen.
  public void sampling() {
    Sampling sampling = request.sampling();
    number("temperature", sampling.temperature());
    number("top_p", sampling.topP());
    wholeNumber("top_k", sampling.topK());
    number("min_p", sampling.minP());
    number("repetition_penalty", sampling.repetitionPenalty());
    number("frequency_penalty", sampling.frequencyPenalty());
    number("presence_penalty", sampling.presencePenalty());
    sampling.seed().ifPresent(seed -> json.field("seed", seed));
    if (!sampling.logitBias().isEmpty()) {
      json.object("logit_bias");
      new TreeMap<>(sampling.logitBias()).forEach((id, bias) -> json.field(id.toString(), bias));
      json.endObject();
    }
  }

  /// Where answers end, and how many are wanted. Few servers know the newer name
  /// `max_completion_tokens`; all know `max_tokens`.
  public void bounds() {
    Bounds bounds = request.bounds();
    wholeNumber("max_tokens", bounds.maxTokens());
    if (!bounds.stop().isEmpty()) {
      json.array("stop");
      bounds.stop().forEach(json::value);
      json.endArray();
    }
    if (bounds.choices() > 1) {
      json.field("n", bounds.choices());
    }
    if (bounds.minTokens() > 0) {
      json.field("min_tokens", bounds.minTokens());
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
        .ifPresent(constraint -> new ConstraintWriter(constraint, json).write());
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
      json.field("stream", true).object("stream_options").field("include_usage", true).endObject();
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

  private void number(String name, OptionalDouble value) {
    value.ifPresent(number -> json.field(name, number));
  }

  private void wholeNumber(String name, OptionalInt value) {
    value.ifPresent(number -> json.field(name, number));
  }
}
