package dev.millrace.gateway.dialect.vllm;

import dev.millrace.gateway.json.JsonWriter;
import java.util.List;

/// Whole answers.
public final class Replies {
  private Replies() {}

  /// The answer of `/tokenize`.
  public static byte[] tokens(Tokenized told) {
    var json =
        new JsonWriter()
            .object()
            .field("count", told.tokens().size())
            .field("max_model_len", told.window())
            .array("tokens");
    told.tokens().forEach(json::value);
    json.endArray();
    told.names().ifPresentOrElse(all -> texts(all, json), () -> json.nothing("token_strs"));
    return json.endObject().bytes();
  }

  /// The answer of `/detokenize`.
  public static byte[] text(String text) {
    return new JsonWriter().object().field("prompt", text).endObject().bytes();
  }

  private static void texts(List<String> texts, JsonWriter json) {
    json.array("token_strs");
    texts.forEach(json::value);
    json.endArray();
  }
}
