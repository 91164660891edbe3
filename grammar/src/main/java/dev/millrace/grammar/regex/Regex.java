package dev.millrace.grammar.regex;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.text.Text;

/// Regular expressions as ECMA 262 defines them with the flag `u`, and those spellings of Python and
/// PCRE that mean one thing only (`(?P<name>...)`, `\A`, `\Z`, flags `i` and `s`).
///
/// A language cannot express all of it: back-references, look-behind, word boundaries, and
/// look-ahead inside of repetitions are refused by name. Groups capture nothing, and a lazy
/// quantifier derives what a greedy one does.
public final class Regex {
  private static final int LIMIT = 1 << 16;

  private Regex() {}

  /// The texts that the pattern matches as a whole; `^` and `$` at its ends change nothing.
  ///
  /// @throws InvalidConstraint if it is malformed, too large, or cannot be enforced
  public static Expression parse(String pattern) {
    return read(pattern, Piece.EMPTY);
  }

  /// The texts in which the pattern occurs somewhere, as the keyword `pattern` of JSON Schema means
  /// it; `^` and `$` tie it to the ends.
  ///
  /// @throws InvalidConstraint if it is malformed, too large, or cannot be enforced
  public static Expression search(String pattern) {
    return read(pattern, Piece.ANY);
  }

  private static Expression read(String pattern, Piece around) {
    var text = new Text(pattern, LIMIT);
    return new Meaning(text, around).of(new PatternParser(text).parse());
  }
}
