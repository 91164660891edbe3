package dev.millrace.grammar.regex;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.rule.CharacterSet.Range;
import dev.millrace.grammar.text.Text;
import java.util.ArrayList;
import java.util.List;

/// Reads a class in brackets.
final class ClassParser {
  private final Text text;
  private final Escapes escapes;
  private final Flags flags;
  private final List<Range> written = new ArrayList<>();
  private final List<Range> escaped = new ArrayList<>();

  ClassParser(Text text, Escapes escapes, Flags flags) {
    this.text = text;
    this.escapes = escapes;
    this.flags = flags;
  }

  /// Reads the class behind its opening bracket.
  ///
  /// @param start where the bracket stands
  CharacterSet parse(int start) {
    boolean negated = text.take("^");
    while (!text.take("]")) {
      if (text.ended()) {
        throw text.wrong(start, "this bracket needs a ] at its end");
      }
      member();
    }
    CharacterSet set = flags.cased(new CharacterSet(written)).or(new CharacterSet(escaped));
    CharacterSet meant = negated ? set.not() : set;
    if (meant.isEmpty()) {
      throw text.wrong(start, "no character is in this class; write \\] for a bracket in it");
    }
    return meant;
  }

  private void member() {
    int start = text.position();
    Node first = single();
    boolean range = text.at("-") && text.peek(1) != ']';
    if (!(first instanceof Node.One(int from))) {
      return;
    }
    if (!range) {
      written.add(new Range(from, from));
      return;
    }
    text.take("-");
    if (single() instanceof Node.One(int to)) {
      if (to < from) {
        throw text.wrong(start, "the range ends before it begins");
      }
      written.add(new Range(from, to));
      return;
    }
    // As browsers read [a-\d]: no range, and the dash is a character.
    written.add(new Range(from, from));
    written.add(new Range('-', '-'));
  }

  private Node single() {
    int start = text.position();
    int character = text.next("the bracket needs a ] at its end");
    if (character == '[' && (text.at(":") || text.at(".") || text.at("="))) {
      refusePosix(start);
    }
    if (character != '\\') {
      return new Node.One(character);
    }
    if (text.take("b")) {
      return new Node.One('\b');
    }
    Node escape = escapes.readInClass();
    if (escape instanceof Node.OneOf(var set)) {
      escaped.addAll(set.ranges());
    }
    return escape;
  }

  private void refusePosix(int start) {
    int at = 1;
    while (Text.isLetter(text.peek(at))) {
      at++;
    }
    if (at > 1 && text.peek(at) == text.peek() && text.peek(at + 1) == ']') {
      throw text.wrong(start, "POSIX classes are not supported; write \\d, \\s or \\p{Letter}");
    }
  }
}
