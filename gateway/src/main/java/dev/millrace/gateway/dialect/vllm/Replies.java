package dev.millrace.gateway.dialect.vllm;

import dev.millrace.gateway.json.JsonWriter;
import java.util.List;
import java.util.Optional;

/// Whole answers.
public final class Replies {
  private Replies() {}

  /// The answer of `/tokenize`.
  ///
  /// @param names the tokens written out, if that was asked for
  /// @param window tokens that the model can see at once
  public static byte[] tokens(List<Integer> tokens, Optional<List<String>> names, int window) {
    var json =
        new JsonWriter()
            .object()
            .field("count", tokens.size())
            .field("max_model_len", window)
            .array("tokens");
    tokens.forEach(json::value);
    json.endArray();
    names.ifPresentOrElse(all -> texts(all, json), () -> json.nothing("token_strs"));
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
