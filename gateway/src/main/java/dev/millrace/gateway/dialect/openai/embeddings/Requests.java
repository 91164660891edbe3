package dev.millrace.gateway.dialect.openai.embeddings;

import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.openai.request.Neutral;
import dev.millrace.gateway.dialect.openai.request.PromptReader;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.dialect.openai.request.SharedReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Embedder;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import java.util.List;

/// Requests, read as a server and written as a client.
public final class Requests {
  private static final int MOST_INPUTS = 2_048; // OpenAI's

  /// From so many inputs on, vectors are wanted packed; fewer need not be, which all servers know.
  private static final int MANY_INPUTS = 64;

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

  /// The body to send to a server that speaks this dialect.
  ///
  /// @throws Refused if texts and tokens are mixed, or an input is a conversation
  static byte[] write(Embedder.Ask ask) {
    var json = new JsonWriter().object().field("model", ask.model()).array("input");
    var first = ask.inputs().getFirst();
    for (var input : ask.inputs()) {
      if (input.getClass() != first.getClass()) {
        throw unsupported("mixes texts and tokens; send them apart");
      }
      write(input, json);
    }
    json.endArray();
    ask.dimensions().ifPresent(length -> json.field("dimensions", length));
    if (ask.inputs().size() >= MANY_INPUTS) {
      json.field("encoding_format", "base64");
    }
    return json.endObject().bytes();
  }

  private static void write(Prompt input, JsonWriter json) {
    switch (input) {
      case Prompt.Text(var text) -> json.value(text);
      case Prompt.Tokens(var ids) -> {
        json.array();
        ids.forEach(json::value);
        json.endArray();
      }
      case Prompt.Conversation _ -> throw unsupported("has turns, where texts are wanted");
    }
  }

  private static Refused unsupported(String why) {
    return new Refused(new Failure.BadRequest("input", Problem.UNSUPPORTED, why));
  }

  private static Encoding encoding(Value given) {
    return switch (given.text()) {
      case "float" -> Encoding.FLOAT;
      case "base64" -> Encoding.BASE64;
      default -> throw given.outside("\"float\" or \"base64\"");
    };
  }
}
