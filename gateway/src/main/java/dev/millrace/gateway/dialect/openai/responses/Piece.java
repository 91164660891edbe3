package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.TokenLogprob;
import java.util.List;

/// What becomes of an item of somebody else's output, before it is known which part of the answer it
/// is.
sealed interface Piece {
  /// A part begins.
  record Begin(Part part) implements Piece {}

  /// It grows.
  record Grow(String text, List<TokenLogprob> logprobs) implements Piece {
    public Grow {
      logprobs = List.copyOf(logprobs);
    }
  }

  /// It is signed.
  record Sign(Part.Signature signature) implements Piece {}

  /// Its words are from somewhere.
  record Cite(Json source) implements Piece {}

  /// It is whole.
  record End() implements Piece {}
}
