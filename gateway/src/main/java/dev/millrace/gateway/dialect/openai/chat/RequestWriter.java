package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.request.SharedWriter;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Writes one request for somebody else's server. What this dialect has no words for is refused.
final class RequestWriter {
  private final Request request;
  private final Quirks quirks;
  private final Tree tree;
  private final JsonWriter json = new JsonWriter();
  private final SharedWriter shared;

  RequestWriter(Request request, Quirks quirks) {
    this.request = request;
    this.quirks = quirks;
    this.tree = tree();
    this.shared = new SharedWriter(request, json, quirks.spelling());
  }

  byte[] write(boolean stream) {
    json.object().field("model", request.model());
    prompt();
    shared.sampling();
    bounds();
    detail();
    tree.members().forEach(json::field);
    new ToolsWriter(quirks.calling(), json).write(request.tools());
    shared.constraint();
    shared.stream(stream);
    shared.extras();
    return json.endObject().bytes();
  }

  private void prompt() {
    switch (request.prompt()) {
      case Prompt.Conversation(var messages, var rendering) -> {
        json.array("messages");
        new MessageWriter(quirks.replay(), mark(rendering), json).write(turns(messages));
        json.endArray();
        rendering(rendering);
      }
      case Prompt.Text _, Prompt.Tokens _ ->
          throw unsupported(
              "prompt",
              "cannot be asked of the provider of this model, which takes messages alone");
    }
  }

  /// The field of the last message that tells to go on from it.
  private String mark(Rendering rendering) {
    return rendering.continues() ? quirks.turns().prefill().field() : "";
  }

  private void rendering(Rendering rendering) {
    rendering.template().ifPresent(template -> json.field("chat_template", template));
    var variables = new TreeMap<>(tree.take("chat_template_kwargs"));
    variables.putAll(rendering.variables());
    if (!variables.isEmpty()) {
      json.object("chat_template_kwargs");
      variables.forEach(json::field);
      json.endObject();
    }
    boolean byTemplate = quirks.turns().prefill() == Quirks.Prefill.TEMPLATE;
    if (!rendering.answers() && (byTemplate || !rendering.continues())) {
      json.field("add_generation_prompt", false);
    }
    if (rendering.continues() && byTemplate) {
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
    detail.logprobs().ifPresent(this::logprobs);
    if (detail.prompt() && !detail.tokens()) {
      throw unsupported("echo", "cannot be asked of the provider of this model");
    }
    shared.tokenIds();
  }

  private void logprobs(int alternatives) {
    switch (quirks.logprobs()) {
      case FLAG -> json.field("logprobs", true).field("top_logprobs", alternatives);
      case COUNT -> json.field("logprobs", Math.max(1, alternatives)); // none are told for 0
    }
  }

  /// The turns as the server takes them.
  private List<Message> turns(List<Message> messages) {
    return quirks.calling().ids().apply(messages).stream()
        .map(message ->
            new Message(
                role(message.role()),
                message.name().filter(_ -> quirks.turns().names()),
                message.parts()))
        .toList();
  }

  private Role role(Role role) {
    return role == Role.DEVELOPER && !quirks.turns().developer() ? Role.SYSTEM : role;
  }

  /// What goes by path: thinking, what goes with tools, and what goes always.
  private Tree tree() {
    var tree = new Tree();
    quirks.always().forEach(tree::put);
    if (!request.tools().declared().isEmpty()) {
      quirks.calling().beside().forEach(tree::put);
    }
    quirks.thinking().write(request.reasoning(), isVariable(), tree);
    return tree;
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
