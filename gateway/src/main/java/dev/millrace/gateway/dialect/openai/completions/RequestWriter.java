package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.gateway.dialect.openai.chat.Extras;
import dev.millrace.gateway.dialect.openai.request.SharedWriter;
import dev.millrace.gateway.dialect.openai.request.Spelling;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import java.util.Set;
import java.util.TreeMap;

/// Writes one request for somebody else's server. What this dialect has no words for is refused.
final class RequestWriter {
  /// The fields that the vocabulary does not know, and all servers do.
  static final Set<String> EXTRAS = Set.of("user", "suffix");

  private final Request request;
  private final JsonWriter json = new JsonWriter();
  private final SharedWriter shared;

  RequestWriter(Request request, Spelling spelling) {
    this.request = request;
    this.shared = new SharedWriter(request, json, spelling);
  }

  byte[] write() {
    json.object().field("model", request.model());
    prompt();
    shared.sampling();
    shared.bounds();
    detail();
    shared.constraint();
    shared.stream(true);
    new TreeMap<>(request.extras()).forEach(this::extra);
    return json.endObject().bytes();
  }

  private void prompt() {
    switch (request.prompt()) {
      case Prompt.Text(var text) -> json.field("prompt", text);
      case Prompt.Tokens(var ids) -> {
        json.array("prompt");
        ids.forEach(json::value);
        json.endArray();
      }
      case Prompt.Conversation _ -> throw unsupported("messages");
    }
    if (!request.tools().callable().isEmpty()) {
      throw unsupported("tools");
    }
  }

  private void detail() {
    var echoing = Echoing.of(request);
    request
        .detail()
        .logprobs()
        .ifPresentOrElse(
            top -> json.field("logprobs", top),
            () -> {
              if (echoing.needsRows()) {
                json.field("logprobs", 0);
              }
            });
    if (echoing.asked()) {
      json.field("echo", true);
    }
    shared.tokenIds();
  }

  private void extra(String name, Json value) {
    if (EXTRAS.contains(name)) {
      json.field(name, value);
    } else if (Extras.weight(name) != Extras.Weight.LABEL) {
      throw unsupported(name);
    }
  }

  private static Refused unsupported(String field) {
    return new Refused(
        new Failure.BadRequest(
            field,
            Problem.UNSUPPORTED,
            "cannot be asked of the provider of this model, which goes on from texts alone"));
  }
}
