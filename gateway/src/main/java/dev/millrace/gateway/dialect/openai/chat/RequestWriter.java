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
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/// Writes one request for somebody else's server. What this dialect has no words for is refused.
final class RequestWriter {
  /// What stands for thinking as much as the model likes to.
  private static final String USUAL = "medium";

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

  /// Effort is what most servers know. Where the client has told the template, that suffices.
  private void reasoning() {
    var reasoning = request.reasoning();
    if (reasoning.kept()) {
      json.field("preserve_thinking", true);
    }
    switch (reasoning.mode()) {
      case UNSAID -> {}
      case OFF -> {
        if (!isVariable()) {
          json.field("reasoning_effort", "none");
        }
      }
      case ON -> thinking(reasoning);
    }
  }

  private void thinking(Reasoning reasoning) {
    boolean degrees = reasoning.effort().isPresent() || reasoning.budget().isPresent();
    if (!degrees && !isVariable()) {
      json.field("reasoning_effort", USUAL);
    }
    reasoning
        .effort()
        .map(effort -> effort.name().toLowerCase(Locale.ROOT))
        .ifPresent(word -> json.field("reasoning_effort", word));
    reasoning
        .budget()
        .ifPresent(tokens ->
            json.object("thinking")
                .field("type", "enabled")
                .field("budget_tokens", tokens)
                .endObject());
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
