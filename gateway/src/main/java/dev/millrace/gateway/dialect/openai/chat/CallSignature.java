package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Members;
import dev.millrace.llm.Part.Signature;
import java.util.Optional;

/// Where Google puts the signature of a call for clients of OpenAI's, who send it back with the call:
/// `extra_content.google.thought_signature`
/// (ai.google.dev/gemini-api/docs/thought-signatures, 2026-11). Other makers have no place there.
final class CallSignature {
  private static final String MAKER = "google";
  private static final String EXTRA = "extra_content";
  private static final String NAME = "thought_signature";

  private CallSignature() {}

  /// Whether there is a place for it.
  static boolean isTold(Optional<Signature> signature) {
    return signature.filter(given -> given.maker().equals(MAKER)).isPresent();
  }

  /// Writes it as a member of the call that is open, if there is a place for it.
  static void write(Optional<Signature> signature, JsonWriter json) {
    signature
        .filter(given -> given.maker().equals(MAKER))
        .ifPresent(given ->
            json.object(EXTRA).object(MAKER).field(NAME, given.value()).endObject().endObject());
  }

  /// Reads it from a call.
  ///
  /// @param rest is told of what else is there
  static Optional<Signature> read(Members call, Rest rest) {
    var extra = call.find(EXTRA);
    if (extra.isEmpty()) {
      return Optional.empty();
    }
    var makers = extra.get().object();
    var google = makers.find(MAKER);
    rest.of(makers);
    if (google.isEmpty()) {
      return Optional.empty();
    }
    var members = google.get().object();
    var value = members.text(NAME).filter(text -> !text.isEmpty());
    rest.of(members);
    return value.map(text -> new Signature(MAKER, text));
  }
}
