package dev.millrace.gateway.dialect.openai.embeddings;

import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.openai.request.Neutral;
import dev.millrace.gateway.dialect.openai.request.PromptReader;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.dialect.openai.request.SharedReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Embedder;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.List;

/// Requests, read as a server.
public final class Requests {
  private static final int MOST_INPUTS = 2_048; // OpenAI's
  private static final List<Neutral> NEUTRAL = List.of(Neutral.label("user"));

  private Requests() {}

  /// Reads what a client sent.
  ///
  /// @throws Refused if a field is wrong or, under `REFUSE`, cannot be honoured
  public static Asked read(Json.Fields document, Unknown unknown) {
    var body = Members.of(document);
    var rest = new Rest(unknown);
    var ask =
        new Embedder.Ask(
            new SharedReader(body, rest).model(),
            PromptReader.read(body.need("input"), MOST_INPUTS),
            body.wholeNumber("dimensions", 1, Integer.MAX_VALUE));
    var encoding = body.find("encoding_format").map(Requests::encoding).orElse(Encoding.FLOAT);
    var _ = Neutral.read(NEUTRAL, body, rest);
    rest.of(body);
    return new Asked(ask, encoding, rest.notes());
  }

  private static Encoding encoding(Value given) {
    return switch (given.text()) {
      case "float" -> Encoding.FLOAT;
      case "base64" -> Encoding.BASE64;
      default -> throw given.outside("\"float\" or \"base64\"");
    };
  }
}
