package dev.millrace.gateway.dialect.gemini;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import java.util.Optional;

/// What several parts of this dialect have in common.
final class Wire {
  /// Who signs thoughts and calls here.
  static final String MAKER = "google";

  /// What Google takes in place of a signature for calls that another model made, or whose signature
  /// is lost (ai.google.dev/gemini-api/docs/thought-signatures, 2026-11).
  static final String NO_SIGNATURE = "skip_thought_signature_validator";

  private Wire() {}

  /// The signature, if it is Google's.
  static Optional<String> own(Optional<Part.Signature> signature) {
    return signature.filter(given -> given.maker().equals(MAKER)).map(Part.Signature::value);
  }

  /// A refusal of what this dialect has no words for.
  static Refused unsupported(String field, String why) {
    return new Refused(new Failure.BadRequest(field, Problem.UNSUPPORTED, why));
  }
}
