package dev.millrace.gateway.dialect.openai.embeddings;

import dev.millrace.gateway.dialect.EmbeddingProtocol;
import dev.millrace.gateway.dialect.Protocol.Written;
import dev.millrace.gateway.dialect.openai.chat.Failures;
import dev.millrace.llm.Embedder.Ask;
import dev.millrace.llm.Embedder.Vectors;
import dev.millrace.llm.Failure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// OpenAI's Embeddings, as a provider speaks them.
///
/// @param provider its name, for failures
/// @param path what follows its base address; `{model}` stands for the model
public record EmbeddingsProtocol(String provider, String path) implements EmbeddingProtocol {
  /// One where it is where OpenAI has it.
  public EmbeddingsProtocol(String provider) {
    this(provider, "/embeddings");
  }

  @Override
  public Written write(Ask ask) {
    String model = URLEncoder.encode(ask.model(), StandardCharsets.UTF_8).replace("+", "%20");
    return new Written(
        path.replace("{model}", model), Map.of("accept", "application/json"), Requests.write(ask));
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
