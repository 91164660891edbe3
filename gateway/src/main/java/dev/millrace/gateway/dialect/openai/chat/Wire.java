package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.Common;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Part;
import dev.millrace.llm.Role;
import dev.millrace.llm.TokenLogprob;
import dev.millrace.llm.TokenLogprob.Candidate;
import java.util.List;

/// The shapes that whole answers and streams share, as we write them.
final class Wire {
  private Wire() {}

  static String role(Role role) {
    return switch (role) {
      case SYSTEM -> "system";
      case DEVELOPER -> "developer";
      case USER -> "user";
      case ASSISTANT -> "assistant";
      case TOOL -> "tool";
    };
  }

  /// Ids of tokens, as vLLM tells them, if there are any.
  static void tokens(String name, List<Integer> ids, JsonWriter json) {
    if (!ids.isEmpty()) {
      json.array(name);
      ids.forEach(json::value);
      json.endArray();
    }
  }

  static void call(Part.ToolCall call, JsonWriter json) {
    json.object()
        .field("id", call.id())
        .field("type", "function")
        .object("function")
        .field("name", call.name())
        .field("arguments", call.arguments())
        .endObject()
        .endObject();
  }

  static void logprobs(List<TokenLogprob> tokens, JsonWriter json) {
    if (tokens.isEmpty()) {
      json.nothing("logprobs");
      return;
    }
    json.object("logprobs").array("content");
    for (var token : tokens) {
      json.object();
      candidate(token.chosen(), json);
      json.array("top_logprobs");
      for (var candidate : token.top()) {
        json.object();
        candidate(candidate, json);
        json.endObject();
      }
      json.endArray().endObject();
    }
    json.endArray().nothing("refusal").endObject();
  }

  private static void candidate(Candidate candidate, JsonWriter json) {
    json.field("token", candidate.text()).field("logprob", Common.logprob(candidate));
    if (candidate.bytes().isEmpty()) {
      json.nothing("bytes");
      return;
    }
    json.array("bytes");
    candidate.bytes().forEach(json::value);
    json.endArray();
  }
}
