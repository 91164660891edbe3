package dev.millrace.gateway.dialect.tgi;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;

/// Requests to `generate` and `generate_stream`, which have the same body.
final class Requests {
  private Requests() {}

  /// @throws Refused if there are no words for something
  static byte[] write(Request request) {
    var json = new JsonWriter().object();
    switch (request.prompt()) {
      case Prompt.Text(var text) -> json.field("inputs", text);
      case Prompt.Conversation _, Prompt.Tokens _ ->
          throw unsupported(
              "prompt", "must be a text for the provider of this model, which takes nothing else");
    }
    json.object("parameters");
    sampling(request, json);
    bounds(request, json);
    request.constraint().ifPresent(constraint -> grammar(constraint, json));
    return json.field("details", true)
        .field("return_full_text", false)
        .endObject()
        .endObject()
        .bytes();
  }

  /// Nothing is drawn by lot unless it is asked for; 0 and 1 are refused where they say just that.
  private static void sampling(Request request, JsonWriter json) {
    var sampling = request.sampling();
    boolean greedy = sampling.temperature().orElse(1) == 0;
    json.field("do_sample", !greedy);
    sampling.temperature().stream()
        .filter(value -> value > 0)
        .forEach(value -> json.field("temperature", value));
    sampling.topP().stream()
        .filter(value -> value < 1)
        .forEach(value -> json.field("top_p", value));
    sampling.topK().ifPresent(value -> json.field("top_k", value));
    sampling.repetitionPenalty().ifPresent(value -> json.field("repetition_penalty", value));
    sampling.frequencyPenalty().ifPresent(value -> json.field("frequency_penalty", value));
    sampling
        .seed()
        .ifPresent(value -> json.field("seed", value & Long.MAX_VALUE)); // it takes no sign
  }

  private static void bounds(Request request, JsonWriter json) {
    var bounds = request.bounds();
    if (bounds.maxTokens().orElse(1) == 0) {
      throw unsupported("max_tokens", "cannot be 0 for the provider of this model");
    }
    bounds.maxTokens().ifPresent(tokens -> json.field("max_new_tokens", tokens));
    if (!bounds.stop().isEmpty()) {
      json.array("stop");
      bounds.stop().forEach(json::value);
      json.endArray();
    }
  }

  private static void grammar(Constraint constraint, JsonWriter json) {
    json.object("grammar");
    switch (constraint.form()) {
      case Constraint.Schema(var schema) -> json.field("type", "json").field("value", schema);
      case Constraint.Regex(var pattern) -> json.field("type", "regex").field("value", pattern);
      case Constraint.JsonObject _,
          Constraint.Choice _,
          Constraint.Grammar _,
          Constraint.Literal _,
          Constraint.Marker _,
          Constraint.AnyText _,
          Constraint.Sequence _,
          Constraint.Either _,
          Constraint.Repeated _ ->
          throw unsupported(constraint.field(), "cannot be asked of the provider of this model");
    }
    json.endObject();
  }

  private static Refused unsupported(String field, String why) {
    return new Refused(new Failure.BadRequest(field, Problem.UNSUPPORTED, why));
  }
}
