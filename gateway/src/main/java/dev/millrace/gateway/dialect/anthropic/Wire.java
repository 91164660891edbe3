package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.util.List;

/// The shapes that whole answers and streams share, as we write them. Members that Anthropic always
/// has are always there.
///
/// @param shown whether thoughts are shown, or only their signatures
record Wire(Thoughts thoughts, boolean shown) {
  /// How an answer ends.
  ///
  /// @param called whether a tool was called in it
  /// @param refusal what the model said instead of an answer; empty if it did not refuse
  record Ending(Stop stop, boolean called, String refusal) {
    /// Agents go by this: it is `tool_use` only, and always, when a call is whole.
    private String reason() {
      return switch (stop) {
        case Stop.Length _ -> "max_tokens";
        case Stop.Window _ -> "model_context_window_exceeded";
        case Stop.Filtered _ -> "refusal";
        case Stop.Matched _ when !called -> "stop_sequence";
        case Stop.Matched _, Stop.MatchedToken _, Stop.Ended _, Stop.ToolCalls _ -> done();
      };
    }

    private String done() {
      if (called) {
        return "tool_use";
      }
      return refusal.isEmpty() ? "end_turn" : "refusal";
    }
  }

  /// Whether there is nothing to show, and so no block: Anthropic takes no empty one back.
  static boolean isNothing(Part part) {
    return switch (part) {
      case Part.Text(var text) -> text.isEmpty();
      case Part.Refusal(var text) -> text.isEmpty();
      case Part.Thought(var text, var signature) -> text.isEmpty() && signature.isEmpty();
      case Part.Withheld _,
          Part.ToolCall _,
          Part.ToolResult _,
          Part.Attachment _,
          Part.CachePoint _ ->
          false;
    };
  }

  /// The members of a message that are known when it begins, up to its content.
  static JsonWriter head(Naming naming, JsonWriter json) {
    json.field("id", naming.id())
        .field("type", "message")
        .field("role", "assistant")
        .field("model", naming.model());
    naming.members().forEach(json::field);
    return json;
  }

  /// The members that say how it ended.
  static void ending(Ending ending, JsonWriter json) {
    String reason = ending.reason();
    json.field("stop_reason", reason);
    if (reason.equals("stop_sequence") && ending.stop() instanceof Stop.Matched(var sequence)) {
      json.field("stop_sequence", sequence);
    } else {
      json.nothing("stop_sequence");
    }
    if (!reason.equals("refusal")) {
      json.nothing("stop_details");
      return;
    }
    json.object("stop_details").field("type", "refusal").nothing("category");
    if (ending.refusal().isEmpty()) {
      json.nothing("explanation");
    } else {
      json.field("explanation", ending.refusal());
    }
    json.endObject();
  }

  /// The same members when it has not ended.
  static void noEnding(JsonWriter json) {
    json.nothing("stop_reason").nothing("stop_sequence").nothing("stop_details");
  }

  /// The usage of a message. Anthropic leaves what a cache spared, and what it was made to keep, out of
  /// `input_tokens`. Nobody tells us for how long it keeps it: it counts as the shorter time.
  static void usage(Usage usage, JsonWriter json) {
    counted(usage, json.object("usage"))
        .object("cache_creation")
        .field("ephemeral_5m_input_tokens", usage.writtenInput())
        .field("ephemeral_1h_input_tokens", 0)
        .endObject()
        .field("service_tier", "standard")
        .nothing("inference_geo")
        .nothing("speed")
        .endObject();
  }

  /// The usage at the end of a stream: of the whole.
  static void finalUsage(Usage usage, JsonWriter json) {
    counted(usage, json.object("usage")).endObject();
  }

  private static JsonWriter counted(Usage usage, JsonWriter json) {
    int fresh = usage.input() - usage.cachedInput() - usage.writtenInput();
    return json.field("input_tokens", fresh)
        .field("cache_creation_input_tokens", usage.writtenInput())
        .field("cache_read_input_tokens", usage.cachedInput())
        .field("output_tokens", usage.output())
        .object("output_tokens_details")
        .field("thinking_tokens", usage.reasoning())
        .endObject()
        .nothing("server_tool_use");
  }

  /// A block of text.
  static JsonWriter text(String text, JsonWriter json) {
    return json.field("type", "text").field("text", text).nothing("citations");
  }

  /// A block of text that is from somewhere.
  static JsonWriter text(String text, List<Json> citations, JsonWriter json) {
    if (citations.isEmpty()) {
      return text(text, json);
    }
    json.field("type", "text").field("text", text).array("citations");
    citations.forEach(json::value);
    return json.endArray();
  }

  /// A block of thought.
  static JsonWriter thinking(String thinking, String signature, JsonWriter json) {
    return json.field("type", "thinking").field("thinking", thinking).field("signature", signature);
  }

  /// A block of what only its maker can read.
  JsonWriter withheld(Part.Withheld withheld, JsonWriter json) {
    return json.field("type", "redacted_thinking").field("data", thoughts.token(withheld));
  }

  /// A block that calls a tool, up to its input.
  ///
  /// @param number which block of the answer it is, for a call to which nobody gave an id
  static JsonWriter call(Part.ToolCall call, Naming naming, int number, JsonWriter json) {
    String id = call.id().isEmpty() ? minted(naming, number) : call.id();
    return json.field("type", "tool_use")
        .field("id", id)
        .field("name", call.name())
        .object("caller")
        .field("type", "direct")
        .endObject();
  }

  private static String minted(Naming naming, int number) {
    return "toolu_" + naming.id().replaceAll("^[a-z]+_|-", "") + number;
  }
}
