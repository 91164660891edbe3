package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.Style;
import dev.millrace.gateway.dialect.openai.Common;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import dev.millrace.llm.Role;
import dev.millrace.llm.Stop;
import dev.millrace.llm.TokenLogprob;
import dev.millrace.llm.TokenLogprob.Candidate;
import java.util.List;
import java.util.Map;

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

  /// Calls of tools are to be answered before all else, whatever else ended the answer well.
  static String finishReason(Stop stop, boolean calls, Manner manner) {
    return switch (stop) {
      case Stop.Ended _, Stop.Matched _, Stop.MatchedToken _, Stop.ToolCalls _ when calls ->
          manner.calls() == Manner.Calls.FUNCTION ? "function_call" : "tool_calls";
      case Stop.Ended _,
          Stop.Matched _,
          Stop.MatchedToken _,
          Stop.ToolCalls _,
          Stop.Length _,
          Stop.Window _,
          Stop.Filtered _ ->
          Common.finishReason(stop);
    };
  }

  /// What WAYSCloud tells of thoughts, beside showing them.
  static Map<String, Json> metadata(String thoughts, Style style) {
    return style.reasoningMetadata() && !thoughts.isEmpty()
        ? Map.of(
            "model_output_metadata", new Json.Fields(Map.of("reasoning", new Json.Text(thoughts))))
        : Map.of();
  }

  /// The member `logprobs` of a choice.
  ///
  /// @param content of the tokens of the answer
  /// @param refusal of those of a refusal
  static void logprobs(
      List<TokenLogprob> content, List<TokenLogprob> refusal, Style style, JsonWriter json) {
    if (!content.isEmpty() || !refusal.isEmpty()) {
      json.object("logprobs");
      column("content", content, json);
      column("refusal", refusal, json);
      json.endObject();
    } else if (!style.bare()) {
      json.nothing("logprobs");
    }
  }

  private static void column(String name, List<TokenLogprob> tokens, JsonWriter json) {
    if (tokens.isEmpty()) {
      json.nothing(name);
      return;
    }
    json.array(name);
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
    json.endArray();
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
