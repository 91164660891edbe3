package dev.millrace.gateway.dialect.openai;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.Style;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Stop;
import dev.millrace.llm.TokenLogprob.Candidate;
import dev.millrace.llm.Usage;

/// What OpenAI's dialects write alike.
public final class Common {
  /// The last thing in a stream that is whole.
  public static final String DONE = "[DONE]";

  /// What OpenAI writes for a token that cannot come; JSON has no infinity.
  private static final double IMPOSSIBLE = -9999;

  private Common() {}

  /// Why an answer ended.
  public static String finishReason(Stop stop) {
    return switch (stop) {
      case Stop.Ended _, Stop.Matched _, Stop.MatchedToken _ -> "stop";
      case Stop.Length _, Stop.Window _ -> "length";
      case Stop.ToolCalls _ -> "tool_calls";
      case Stop.Filtered _ -> "content_filter";
    };
  }

  /// What ended the answer, beside the reason: the member `stop_reason`, which is vLLM's.
  public static void stopReason(Stop stop, JsonWriter json) {
    switch (stop) {
      case Stop.Matched(var sequence) -> json.field("stop_reason", sequence);
      case Stop.MatchedToken(var token) -> json.field("stop_reason", token);
      case Stop.Ended _, Stop.Length _, Stop.Window _, Stop.ToolCalls _, Stop.Filtered _ ->
          json.nothing("stop_reason");
    }
  }

  /// The member `usage`.
  public static void usage(Usage usage, JsonWriter json) {
    details(usage, false, json);
  }

  private static void details(Usage usage, boolean all, JsonWriter json) {
    totals(usage, json).object("prompt_tokens_details");
    json.field("cached_tokens", usage.cachedInput());
    if (usage.writtenInput() > 0) { // which no client looks for unless it asked for it
      json.field("cache_write_tokens", usage.writtenInput());
    }
    if (all) {
      json.field("audio_tokens", 0);
    }
    json.endObject().object("completion_tokens_details");
    json.field("reasoning_tokens", usage.reasoning());
    if (all) {
      json.field("audio_tokens", 0)
          .field("accepted_prediction_tokens", 0)
          .field("rejected_prediction_tokens", 0);
    }
    json.endObject().endObject();
  }

  /// The member `usage` in the style of a surface.
  public static void usage(Usage usage, Style style, JsonWriter json) {
    if (style.bare()) {
      totals(usage, json).endObject();
    } else {
      details(usage, style.allDetails(), json);
    }
  }

  /// The members that all records of an answer begin with; the object is open still.
  ///
  /// @param object what the records say they are
  public static JsonWriter head(Naming naming, String object) {
    var json =
        new JsonWriter()
            .object()
            .field("id", naming.id())
            .field("object", object)
            .field("created", naming.created().getEpochSecond())
            .field("model", naming.model());
    naming.members().forEach(json::field);
    return json;
  }

  private static JsonWriter totals(Usage usage, JsonWriter json) {
    return json.object("usage")
        .field("prompt_tokens", usage.input())
        .field("completion_tokens", usage.output())
        .field("total_tokens", usage.total());
  }

  /// How likely a token was, as JSON can say it.
  public static double logprob(Candidate candidate) {
    return Math.max(IMPOSSIBLE, candidate.logprob());
  }
}
