package dev.millrace.engine;

import dev.millrace.engine.template.Text;
import dev.millrace.engine.token.Tokenizer;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.util.Arrays;
import java.util.List;
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
    return begun(
        tokenizer.encode(
            prompt.pieces().stream()
                .map(piece -> new Tokenizer.Passage(piece.text(), piece.trusted()))
                .toList()));
  }

  /// The tokens of a text in which names of control tokens mean those tokens.
  int[] encode(String text) {
    return begun(tokenizer.encode(text, true));
  }

  /// The tokens of a text in which names of control tokens are text like any other.
  int[] encodePlain(String text) {
    return begun(tokenizer.encode(text, false));
  }

  /// Tokens that came from outside.
  ///
  /// @param field they came in
  /// @throws Refused if the model has no such token
  int[] checked(List<Integer> ids, String field) {
    int place = 0;
    for (int id : ids) {
      if (id < 0 || id >= tokenizer.size()) {
        String why =
            "there is no token %d; this model's tokens are 0 to %d"
                .formatted(id, tokenizer.size() - 1);
        String where = "%s[%d]".formatted(field, place);
        throw new Refused(new Failure.BadRequest(where, Failure.Problem.OUT_OF_RANGE, why));
      }
      place++;
    }
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  /// What tokens stand for, U+FFFD where that is no text.
  ///
  /// @throws Refused if the model has no such token
  String text(List<Integer> tokens) {
    return tokenizer.decode(checked(tokens, "tokens"));
  }

  /// Each token by itself, as [#text] would write it.
  ///
  /// @throws Refused if the model has no such token
  List<String> names(List<Integer> tokens) {
    return Arrays.stream(checked(tokens, "tokens")).mapToObj(tokenizer::decode).toList();
  }

  private int[] begun(int[] tokens) {
    if (!tokenizer.addBeginOfText()) {
      return tokens;
    }
    int begin = tokenizer.beginOfText().orElseThrow();
    boolean there = tokens.length > 0 && tokens[0] == begin;
    return there ? tokens : IntStream.concat(IntStream.of(begin), IntStream.of(tokens)).toArray();
  }
}
