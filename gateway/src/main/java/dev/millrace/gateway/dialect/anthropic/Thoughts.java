package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.Seal;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import java.util.Optional;

/// Thoughts on their way through a client, which only has to bring them back: each is sealed, with
/// the mark of whoever made it, into the token that Anthropic's clients take for its signature or,
/// where nobody here can read it, for its data. Marks of others mean nothing to the makers of our
/// models and are not passed on.
record Thoughts(Seal seal) {
  private static final String TEXT = "thinking";
  private static final String MAKER = "maker";
  private static final String SIGNATURE = "signature";

  /// What stands for a thought.
  String token(Part.Thought thought) {
    var json = new JsonWriter().object().field(TEXT, thought.text());
    thought.signature().ifPresent(signature -> sign(signature, json));
    return seal.seal(json.endObject().text());
  }

  /// What stands for a thought that only its maker can read.
  String token(Part.Withheld withheld) {
    var json = new JsonWriter().object();
    sign(withheld.content(), json);
    return seal.seal(json.endObject().text());
  }

  private static void sign(Part.Signature signature, JsonWriter json) {
    json.field(MAKER, signature.maker()).field(SIGNATURE, signature.value());
  }

  /// A thought that comes back. What the client shows of it counts, unless it shows nothing; its
  /// mark holds only for the very text that was signed.
  Part.Thought thought(String shown, String token) {
    return open(token)
        .filter(Part.Thought.class::isInstance)
        .map(Part.Thought.class::cast)
        .filter(sealed -> shown.isEmpty() || shown.equals(sealed.text()))
        .orElseGet(() -> new Part.Thought(shown));
  }

  /// A thought that comes back unread. One of ours is opened; any other is Anthropic's.
  Part withheld(String token) {
    return open(token).orElseGet(() -> new Part.Withheld(new Part.Signature("anthropic", token)));
  }

  private Optional<Part> open(String token) {
    return seal.open(token).flatMap(Thoughts::read);
  }

  /// Other dialects seal other texts under the same key.
  private static Optional<Part> read(String sealed) {
    try {
      var fields = JsonReader.readObject(sealed);
      var signature =
          text(fields, MAKER)
              .flatMap(
                  maker -> text(fields, SIGNATURE).map(value -> new Part.Signature(maker, value)));
      return text(fields, TEXT)
          .<Part>map(text -> new Part.Thought(text, signature))
          .or(() -> signature.map(Part.Withheld::new));
    } catch (Refused _) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Json.Fields fields, String name) {
    return fields
        .get(name)
        .filter(Json.Text.class::isInstance)
        .map(Json.Text.class::cast)
        .map(Json.Text::value);
  }
}
