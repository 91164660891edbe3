package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.request.SharedWriter;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import java.util.Optional;
import java.util.TreeMap;

/// Writes one request for somebody else's server. What this dialect has no words for is refused.
final class RequestWriter {
  private final Request request;
  private final JsonWriter json = new JsonWriter();
  private final SharedWriter shared;

  RequestWriter(Request request) {
    this.request = request;
    this.shared = new SharedWriter(request, json);
  }

  byte[] write(boolean stream) {
    json.object().field("model", request.model());
    prompt();
    shared.sampling();
    bounds();
    detail();
    reasoning();
    new ToolsWriter(json).write(request.tools());
    shared.constraint();
    shared.stream(stream);
    shared.extras();
    return json.endObject().bytes();
  }

  private void prompt() {
    switch (request.prompt()) {
      case Prompt.Conversation(var messages, var rendering) -> {
        json.array("messages");
        new MessageWriter(json).write(messages);
        json.endArray();
        rendering(rendering);
      }
      case Prompt.Text _, Prompt.Tokens _ ->
          throw unsupported(
              "prompt",
              "cannot be asked of the provider of this model, which takes messages alone");
    }
  }

  private void rendering(Rendering rendering) {
    rendering.template().ifPresent(template -> json.field("chat_template", template));
    if (!rendering.variables().isEmpty()) {
      json.object("chat_template_kwargs");
      new TreeMap<>(rendering.variables()).forEach(json::field);
      json.endObject();
    }
    if (!rendering.answers()) {
      json.field("add_generation_prompt", false);
    }
    if (rendering.continues()) {
      json.field("continue_final_message", true);
    }
  }

  private void bounds() {
    if (request.bounds().maxTokens().orElse(1) == 0) {
      throw unsupported("max_tokens", "cannot be 0 for the provider of this model");
    }
    shared.bounds();
  }

  private void detail() {
    var detail = request.detail();
    detail.logprobs().ifPresent(top -> json.field("logprobs", true).field("top_logprobs", top));
    if (detail.prompt() && !detail.tokens()) {
      throw unsupported("echo", "cannot be asked of the provider of this model");
    }
    shared.tokenIds();
  }

  /// Unless the client has said it in words of its own, which go along.
  private void reasoning() {
    if (request.reasoning().mode() == Reasoning.Mode.UNSAID
        || request.extras().containsKey("reasoning_effort")
        || isVariable()) {
      return;
    }
    if (request.reasoning().mode() == Reasoning.Mode.OFF) {
      json.field("reasoning_effort", "none");
    } else {
      json.field("reasoning_effort", ReasoningReader.USUAL);
    }
  }

  private boolean isVariable() {
    return request.prompt() instanceof Prompt.Conversation(_, var rendering)
        && ReasoningReader.VARIABLES.stream()
            .map(name -> Optional.ofNullable(rendering.variables().get(name)))
            .flatMap(Optional::stream)
            .anyMatch(Json.Bool.class::isInstance);
  }

  private static Refused unsupported(String field, String why) {
    return new Refused(new Failure.BadRequest(field, Problem.UNSUPPORTED, why));
  }
}
