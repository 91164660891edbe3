package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.dialect.EmbeddingProtocol;
import dev.millrace.gateway.dialect.Protocol.Written;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Embedder.Ask;
import dev.millrace.llm.Embedder.Vectors;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Prompt;
import java.util.List;
import java.util.Map;

/// Google's vectors: `batchEmbedContents` of AI Studio, `predict` of Vertex AI
/// (ai.google.dev/api/embeddings and
/// cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api, 2026-11).
///
/// @param provider its name, for failures
public record VectorsProtocol(String provider, Host host) implements EmbeddingProtocol {
  /// How many texts AI Studio takes at once.
  private static final int MOST = 100;

  @Override
  public Written write(Ask ask) {
    var texts = ask.inputs().stream().map(VectorsProtocol::text).toList();
    var json = new JsonWriter().object();
    switch (host) {
      case AI_STUDIO -> batch(ask, texts, json);
      case VERTEX -> instances(ask, texts, json);
    }
    String method = host == Host.AI_STUDIO ? "batchEmbedContents" : "predict";
    return new Written(
        host.path(ask.model(), method),
        Map.of("accept", "application/json"),
        json.endObject().bytes());
  }

  private static String text(Prompt input) {
    return switch (input) {
      case Prompt.Text(var text) -> text;
      case Prompt.Tokens _ -> throw Wire.unsupported("input", "Google takes texts, not tokens");
      case Prompt.Conversation _ ->
          throw Wire.unsupported("input", "has turns, where texts are wanted");
    };
  }

  private static void batch(Ask ask, List<String> texts, JsonWriter json) {
    if (texts.size() > MOST) {
      throw Wire.unsupported("input", "can hold at most " + MOST + " texts at Google");
    }
    json.array("requests");
    for (String text : texts) {
      json.object().field("model", "models/" + ask.model()).object("content").array("parts");
      json.object().field("text", text).endObject().endArray().endObject();
      ask.dimensions().ifPresent(length -> json.field("outputDimensionality", length));
      json.endObject();
    }
    json.endArray();
  }

  private static void instances(Ask ask, List<String> texts, JsonWriter json) {
    json.array("instances");
    texts.forEach(text -> json.object().field("content", text).endObject());
    json.endArray().object("parameters").field("autoTruncate", false);
    ask.dimensions().ifPresent(length -> json.field("outputDimensionality", length));
    json.endObject();
  }

  @Override
  public Vectors read(Ask ask, byte[] body) {
    return new VectorsReader(provider, ask).read(body);
  }

  @Override
  public Failure failure(int status, Map<String, String> headers, byte[] body) {
    return Failures.read(status, headers, body, provider);
  }
}
