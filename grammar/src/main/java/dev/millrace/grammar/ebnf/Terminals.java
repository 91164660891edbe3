package dev.millrace.grammar.ebnf;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.rule.CharacterSet.Range;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.text.Text;
import java.util.ArrayList;

/// Reads texts in quotes and classes in brackets.
final class Terminals {
  private final Text text;

  Terminals(Text text) {
    this.text = text;
  }

  /// Reads a text behind its opening quote.
  ///
  /// @param start where the quote stands
  Expression literal(int quote, int start) {
    var literal = new StringBuilder();
    while (text.peek() != quote) {
      if (text.ended()) {
        throw text.wrong(start, "this text needs a quote at its end");
      }
      literal.appendCodePoint(member());
    }
    text.take(Character.toString(quote));
    return new Expression.Literal(literal.toString());
  }

  /// Reads a class behind its opening bracket.
  ///
  /// @param start where the bracket stands
  Expression characters(int start) {
    boolean negated = text.take("^");
    var ranges = new ArrayList<Range>();
    while (!text.take("]")) {
      if (text.ended()) {
        throw text.wrong(start, "this bracket needs a ] at its end");
      }
      ranges.add(range());
    }
    if (ranges.isEmpty()) {
      throw text.wrong(start, "this class is empty; write \\] for a bracket in it, . for anything");
    }
    var set = new CharacterSet(ranges);
    CharacterSet meant = negated ? set.not() : set;
    if (meant.isEmpty()) {
      throw text.wrong(start, "no character is in this class");
    }
    return new Expression.Characters(meant);
  }

  private Range range() {
    int start = text.position();
    int first = member();
    if (!text.at("-") || text.peek(1) == ']') {
      return new Range(first, first);
    }
    text.take("-");
    int last = member();
    if (last < first) {
      throw text.wrong(start, "the range ends before it begins");
    }
    return new Range(first, last);
  }

  /// One character, as it is or escaped.
  private int member() {
    int start = text.position();
    int character = text.next("needs a character here");
    return character == '\\' ? escape(start) : character;
  }

  /// @param start where the backslash stands
  private int escape(int start) {
    int kind = text.next("a backslash at the end; write \\\\ for the character");
    return switch (kind) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'a' -> 0x07;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'v' -> 0x0b;
      case 'e' -> 0x1b;
      case '0' -> 0;
      case 'x' -> text.hexadecimal(2);
      case 'u' -> unicode(start);
      case 'U' -> character(text.hexadecimal(8), start);
      case '\\', '"', '\'', '/', '[', ']', '^', '-', '?', '.' -> kind;
      default ->
          throw text.wrong(
              start, "the escape \\%s is not known here".formatted(Character.toString(kind)));
    };
  }

  private int unicode(int start) {
    if (text.take("{")) {
      return character(text.hexadecimalToBrace(), start);
    }
    int first = text.hexadecimal(4);
    if (Character.isHighSurrogate((char) first) && text.take("\\u")) {
      int second = text.hexadecimal(4);
      if (Character.isLowSurrogate((char) second)) {
        return Character.toCodePoint((char) first, (char) second);
      }
    }
    return character(first, start);
  }

  private int character(int number, int start) {
    if (Text.isSurrogate(number)) {
      throw text.wrong(start, "a lone surrogate is no character; write the whole pair");
    }
    return number;
  }
}
