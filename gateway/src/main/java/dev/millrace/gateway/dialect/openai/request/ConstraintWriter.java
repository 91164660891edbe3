package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Refused;
import java.util.List;

/// Writes what answers must look like: as OpenAI's `response_format` where it has a word for it,
/// else as vLLM's `structured_outputs`.
record ConstraintWriter(Constraint constraint, JsonWriter json) {
  void write() {
    switch (constraint.form()) {
      case Constraint.JsonObject _ ->
          json.object("response_format").field("type", "json_object").endObject();
      case Constraint.Schema(var schema) ->
          json.object("response_format")
              .field("type", "json_schema")
              .object("json_schema")
              .field("name", "answer")
              .field("schema", schema)
              .field("strict", true)
              .endObject()
              .endObject();
      case Constraint.Regex(var pattern) ->
          json.object("structured_outputs").field("regex", pattern).endObject();
      case Constraint.Grammar(var rules) ->
          json.object("structured_outputs").field("grammar", rules).endObject();
      case Constraint.Choice(var texts) -> choice(texts);
      case Constraint.Literal _,
          Constraint.Marker _,
          Constraint.AnyText _,
          Constraint.Sequence _,
          Constraint.Either _,
          Constraint.Repeated _ ->
          throw new Refused(
              new Failure.BadRequest(
                  constraint.field(),
                  Problem.UNSUPPORTED,
                  "cannot be asked of the provider of this model"));
    }
  }

  private void choice(List<String> texts) {
    json.object("structured_outputs").array("choice");
    texts.forEach(json::value);
    json.endArray().endObject();
  }
}
