package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.Seal;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Members;
import dev.millrace.llm.Part;
import java.util.Optional;

/// Thoughts as the `encrypted_content` of reasoning items: sealed with the signature of whoever
/// signed them, so that they come back as they were.
record Thoughts(Seal seal) {
  private static final String TEXT = "text";
  private static final String MAKER = "maker";
  private static final String SIGNATURE = "signature";

  /// A token for a thought.
  String seal(Part.Thought thought) {
    var json = new JsonWriter().object().field(TEXT, thought.text());
    thought.signature().ifPresent(signature -> signed(signature, json));
    return seal.seal(json.endObject().text());
  }

  /// A token for a thought that its maker alone can read.
  String seal(Part.Withheld withheld) {
    var json = new JsonWriter().object();
    signed(withheld.content(), json);
    return seal.seal(json.endObject().text());
  }

  private static void signed(Part.Signature signature, JsonWriter json) {
    json.field(MAKER, signature.maker()).field(SIGNATURE, signature.value());
  }

  /// What was sealed; empty if it was not sealed here.
  Optional<Part> open(String token) {
    return seal.open(token).map(text -> part(Members.of(JsonReader.readObject(text))));
  }

  private static Part part(Members sealed) {
    var signature =
        sealed.text(MAKER).map(maker -> new Part.Signature(maker, sealed.need(SIGNATURE).text()));
    return sealed
        .text(TEXT)
        .<Part>map(text -> new Part.Thought(text, signature))
        .orElseGet(() -> new Part.Withheld(signature.orElseThrow()));
  }
}
