package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.gateway.dialect.openai.Common;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Stop;
import java.util.List;

/// The shapes that whole answers and streams share, as we write them. `stop_reason`, `token_ids` and
/// `prompt_token_ids` are vLLM's.
final class Wire {
  /// What records of an answer say they are, in streams too.
  static final String OBJECT = "text_completion";

  private Wire() {}

  /// @param place where in the text of its choice the piece stands; is moved on
  static void choice(Piece piece, Place place, JsonWriter json) {
    json.object().field("index", piece.index()).field("text", piece.text());
    Logprobs.write(piece.rows(), place, json);
    piece
        .stop()
        .ifPresentOrElse(
            stop -> stop(stop, json), () -> json.nothing("finish_reason").nothing("stop_reason"));
    piece.ids().prompt().ifPresent(ids -> ids("prompt_token_ids", ids, json));
    piece.ids().tokens().ifPresent(ids -> ids("token_ids", ids, json));
    json.endObject();
  }

  private static void stop(Stop stop, JsonWriter json) {
    json.field("finish_reason", Common.finishReason(stop));
    Common.stopReason(stop, json);
  }

  private static void ids(String name, List<Integer> ids, JsonWriter json) {
    json.array(name);
    ids.forEach(json::value);
    json.endArray();
  }
}
