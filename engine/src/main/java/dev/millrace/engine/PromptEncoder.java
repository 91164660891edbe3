package dev.millrace.engine;

import dev.millrace.engine.template.Text;
import dev.millrace.engine.token.Tokenizer;
import java.util.stream.IntStream;

/// Turns a rendered prompt into tokens. The names of control and user-defined tokens become those
/// tokens only where the template wrote all of the name; in what came with the request they are
/// text like any other, so nobody can end his turn and begin another's. Thread-safe.
final class PromptEncoder {
  private final Tokenizer tokenizer;
  private final int longestToken;

  PromptEncoder(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.longestToken =
        IntStream.range(0, tokenizer.size()).map(id -> tokenizer.bytes(id).length).max().orElse(1);
  }

  /// How many tokens a text has at least: a quick answer for one that is far too long.
  int atLeast(String text) {
    return text.length() / longestToken;
  }

  /// The tokens, the one that begins every text in front where the model wants it.
  int[] encode(Text prompt) {
    int[] tokens =
        tokenizer.encode(
            prompt.pieces().stream()
                .map(piece -> new Tokenizer.Passage(piece.text(), piece.trusted()))
                .toList());
    if (!tokenizer.addBeginOfText()) {
      return tokens;
    }
    int begin = tokenizer.beginOfText().orElseThrow();
    boolean there = tokens.length > 0 && tokens[0] == begin;
    return there ? tokens : IntStream.concat(IntStream.of(begin), IntStream.of(tokens)).toArray();
  }
}
