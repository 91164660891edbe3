package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reasoning.Effort;
import dev.millrace.llm.Request;
import dev.millrace.llm.Sampling;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Writes `generationConfig` as a member of the object that is open.
record ConfigWriter(Request request, JsonWriter json, Mind mind) {
  private static final int MOST_STOPS = 5;

  void write() {
    json.object("generationConfig");
    sampling(request.sampling());
    bounds(request.bounds());
    request.constraint().ifPresent(this::constraint);
    detail();
    thinking(request.reasoning());
    json.endObject();
  }

  private void sampling(Sampling sampling) {
    number("temperature", sampling.temperature());
    number("topP", sampling.topP());
    wholeNumber("topK", sampling.topK());
    number("presencePenalty", sampling.presencePenalty());
    number("frequencyPenalty", sampling.frequencyPenalty());
    sampling.seed().ifPresent(seed -> json.field("seed", seed(seed)));
    if (sampling.minP().isPresent()) {
      throw lacking("min_p");
    }
    if (sampling.repetitionPenalty().isPresent()) {
      throw lacking("repetition_penalty");
    }
    if (!sampling.logitBias().isEmpty()) {
      throw lacking("logit_bias");
    }
  }

  /// Google's seeds have 32 bits; a longer one becomes always the same of these.
  private static int seed(long seed) {
    return (int) seed == seed ? (int) seed : Long.hashCode(seed);
  }

  private void bounds(Bounds bounds) {
    if (bounds.maxTokens().orElse(1) == 0) {
      throw Wire.unsupported("max_tokens", "cannot be 0 for the provider of this model");
    }
    wholeNumber("maxOutputTokens", bounds.maxTokens());
    if (bounds.stop().size() > MOST_STOPS) {
      throw Wire.unsupported("stop", "can have at most " + MOST_STOPS + " sequences at Google");
    }
    if (!bounds.stop().isEmpty()) {
      json.array("stopSequences");
      bounds.stop().forEach(json::value);
      json.endArray();
    }
    if (bounds.choices() > 1) {
      json.field("candidateCount", bounds.choices());
    }
    if (bounds.minTokens() > 0) {
      throw lacking("min_tokens");
    }
    if (!bounds.stopTokens().isEmpty()) {
      throw lacking("stop_token_ids");
    }
    if (bounds.pastEnd()) {
      throw lacking("ignore_eos");
    }
  }

  /// Schemas go as they are, under `responseJsonSchema`: `responseSchema` would take a part of
  /// OpenAPI's alone, which does for a choice.
  private void constraint(Constraint constraint) {
    switch (constraint.form()) {
      case Constraint.JsonObject _ -> json.field("responseMimeType", "application/json");
      case Constraint.Schema(var schema) ->
          json.field("responseMimeType", "application/json").field("responseJsonSchema", schema);
      case Constraint.Choice(var texts) -> {
        json.field("responseMimeType", "text/x.enum")
            .object("responseSchema")
            .field("type", "STRING")
            .array("enum");
        texts.forEach(json::value);
        json.endArray().endObject();
      }
      case Constraint.Regex _,
          Constraint.Grammar _,
          Constraint.Literal _,
          Constraint.Marker _,
          Constraint.AnyText _,
          Constraint.Sequence _,
          Constraint.Either _,
          Constraint.Repeated _ ->
          throw lacking(constraint.field());
    }
  }

  private void detail() {
    var detail = request.detail();
    if (detail.tokens()) {
      throw lacking("return_token_ids");
    }
    if (detail.prompt()) {
      throw lacking("echo");
    }
    detail
        .logprobs()
        .ifPresent(alternatives -> {
          json.field("responseLogprobs", true);
          if (alternatives > 0) {
            json.field("logprobs", alternatives);
          }
        });
  }

  private void thinking(Reasoning reasoning) {
    if (reasoning.mode() == Reasoning.Mode.UNSAID || mind instanceof Mind.Absent) {
      return;
    }
    json.object("thinkingConfig");
    if (reasoning.on()) {
      json.field("includeThoughts", true);
    }
    switch (mind) {
      case Mind.Leveled leveled -> level(reasoning, leveled);
      case Mind.Budgeted budgeted -> json.field("thinkingBudget", budget(reasoning, budgeted));
      case Mind.Absent _ -> {}
    }
    json.endObject();
  }

  private void level(Reasoning reasoning, Mind.Leveled leveled) {
    if (!reasoning.on()) {
      level(leveled.least());
    } else if (reasoning.effort().isPresent()) {
      level(leveled.nearest(reasoning.effort().get()));
    } else if (reasoning.budget().isPresent()) {
      level(leveled.within(reasoning.budget().getAsInt()));
    }
  }

  private void level(Effort effort) {
    json.field("thinkingLevel", effort.name().toLowerCase(Locale.ROOT));
  }

  /// Where nothing is said about how much, the model decides.
  private static int budget(Reasoning reasoning, Mind.Budgeted budgeted) {
    if (!reasoning.on()) {
      return budgeted.off();
    }
    if (reasoning.budget().isPresent()) {
      return budgeted.nearest(reasoning.budget().getAsInt());
    }
    return reasoning.effort().map(budgeted::of).orElse(-1);
  }

  private static RuntimeException lacking(String field) {
    return Wire.unsupported(field, "Gemini has no such thing");
  }

  private void number(String name, OptionalDouble value) {
    value.ifPresent(number -> json.field(name, number));
  }

  private void wholeNumber(String name, OptionalInt value) {
    value.ifPresent(number -> json.field(name, number));
  }
}
