package dev.millrace.engine.template;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// A place in the words of a template, moving forward.
final class Words {
  private static final int DEPTH = 100;

  private final List<Lexeme> lexemes;
  private final int[] lineStarts;
  private int at;
  private int depth;

  Words(String source) {
    this.lexemes = Lexer.lexemes(source);
    this.lineStarts =
        IntStream.concat(
                IntStream.of(0),
                IntStream.range(0, source.length())
                    .filter(offset -> source.charAt(offset) == '\n')
                    .map(offset -> offset + 1))
            .toArray();
  }

  Lexeme peek() {
    return lexemes.get(at);
  }

  Lexeme peekSecond() {
    return lexemes.get(Math.min(at + 1, lexemes.size() - 1));
  }

  Lexeme take() {
    Lexeme next = lexemes.get(at);
    if (next.kind() != Lexeme.Kind.END) {
      at++;
    }
    return next;
  }

  boolean takeIf(String symbol) {
    boolean there = peek().is(symbol);
    if (there) {
      take();
    }
    return there;
  }

  boolean takeIfNamed(String name) {
    boolean there = peek().named(name);
    if (there) {
      take();
    }
    return there;
  }

  /// Whether a block tag begins here whose first word is one of these.
  boolean atTag(Set<String> names) {
    return peek().kind() == Lexeme.Kind.BLOCK_BEGIN
        && peekSecond().kind() == Lexeme.Kind.NAME
        && names.contains(peekSecond().text());
  }

  Lexeme expect(Lexeme.Kind kind, String what) {
    if (peek().kind() != kind) {
      throw unexpected(what);
    }
    return take();
  }

  void expect(String symbol) {
    if (!takeIf(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  void expectNamed(String name) {
    if (!takeIfNamed(name)) {
      throw unexpected("'" + name + "'");
    }
  }

  Place place() {
    return place(peek());
  }

  Place place(Lexeme lexeme) {
    int found = Arrays.binarySearch(lineStarts, lexeme.offset());
    int line = found >= 0 ? found : -found - 2;
    return new Place(line + 1, lexeme.offset() - lineStarts[line] + 1);
  }

  TemplateError unexpected(String wanted) {
    return TemplateError.at(place(), "expected " + wanted + ", found " + peek().told());
  }

  void enter() {
    if (++depth > DEPTH) {
      throw TemplateError.at(place(), "the template nests deeper than " + DEPTH + " levels");
    }
  }

  void leave() {
    depth--;
  }
}
