package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Message;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import java.util.List;

/// Writes one request. What this dialect has no words for is refused.
final class RequestWriter {
  private final Request request;
  private final Family family;
  private final ModelFields fields;
  private final JsonWriter json = new JsonWriter();

  RequestWriter(Request request, Family family) {
    this.request = request;
    this.family = family;
    this.fields = new ModelFields(request, family);
  }

  byte[] write() {
    json.object();
    var turns = Turns.of(conversation(), family);
    new ConversationWriter(json, family).write(turns);
    inference();
    new ToolsWriter(json, family).write(request.tools(), turns);
    fields.write(json);
    output();
    return json.endObject().bytes();
  }

  private List<Message> conversation() {
    return switch (request.prompt()) {
      case Prompt.Conversation(var messages, var rendering) -> {
        if (rendering.template().isPresent()) {
          throw unsupported("chat_template");
        }
        yield messages;
      }
      case Prompt.Text _, Prompt.Tokens _ ->
          throw refused(
              "prompt",
              "cannot be asked of the provider of this model, which takes messages alone");
    };
  }

  private void inference() {
    var sampling = request.sampling();
    var bounds = request.bounds();
    if (bounds.maxTokens().orElse(1) == 0) {
      throw unsupported("max_tokens");
    }
    json.object("inferenceConfig");
    bounds.maxTokens().ifPresent(tokens -> json.field("maxTokens", tokens));
    if (!fields.thinks()) { // who thinks chooses tokens in its own way
      sampling.temperature().ifPresent(value -> json.field("temperature", value));
      sampling.topP().ifPresent(this::topP);
    }
    if (!bounds.stop().isEmpty()) {
      json.array("stopSequences");
      bounds.stop().forEach(json::value);
      json.endArray();
    }
    json.endObject();
  }

  /// Newer models of Claude refuse it beside a temperature, even where it asks for nothing. (2026-11)
  private void topP(double value) {
    if (value < 1 || request.sampling().temperature().isEmpty()) {
      json.field("topP", value);
    }
  }

  private void output() {
    var effort = fields.effort();
    if (request.constraint().isEmpty() && effort.isEmpty()) {
      return;
    }
    json.object("outputConfig");
    request.constraint().ifPresent(this::format);
    effort.ifPresent(word -> json.field("effort", word));
    json.endObject();
  }

  private void format(Constraint constraint) {
    if (!(constraint.form() instanceof Constraint.Schema(var schema))) {
      throw unsupported(constraint.field());
    }
    json.object("textFormat")
        .field("type", "json_schema")
        .object("structure")
        .object("jsonSchema")
        .field("schema", JsonWriter.text(schema))
        .field("name", "answer")
        .endObject()
        .endObject()
        .endObject();
  }

  static Refused unsupported(String field) {
    return refused(field, "cannot be asked of the provider of this model");
  }

  static Refused refused(String field, String why) {
    return new Refused(new Failure.BadRequest(field, Problem.UNSUPPORTED, why));
  }
}
