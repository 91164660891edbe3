package dev.millrace.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a template's source into words. White space around tags goes as with Jinja's `trim_blocks`
/// and `lstrip_blocks`, which is how chat templates are written: a line break after a block tag or
/// comment goes, and so does the white space before one that begins its line.
final class Lexer {
  private static final Pattern RAW_END = Pattern.compile("\\{%[-+]?\\s*endraw\\s*([-+]?)%}");
  private static final Pattern RAW_BEGIN = Pattern.compile("\\{%[-+]?\\s*raw\\s*([-+]?)%}");

  private final String source;
  private final List<Lexeme> lexemes = new ArrayList<>();
  private final TagLexer tags;
  private int at;

  private Lexer(String source) {
    this.source = source;
    this.tags = new TagLexer(source, lexemes);
  }

  /// The words of a source whose line breaks are all `\n`.
  ///
  /// @throws TemplateError if it cannot be cut
  static List<Lexeme> lexemes(String source) {
    var lexer = new Lexer(source);
    while (lexer.at < source.length()) {
      lexer.next();
    }
    lexer.add(Lexeme.Kind.END, "", source.length());
    return lexer.lexemes;
  }

  private void next() {
    int open = opening();
    words(at, open);
    if (open == source.length()) {
      at = open;
      return;
    }
    switch (source.charAt(open + 1)) {
      case '#' -> comment(open);
      case '{' -> {
        add(Lexeme.Kind.PRINT_BEGIN, "{{", open);
        at = afterTag(tags.tag(afterOpening(open), "}}", Lexeme.Kind.PRINT_END), false);
      }
      default -> block(open);
    }
  }

  private void block(int open) {
    Matcher raw = RAW_BEGIN.matcher(source).region(open, source.length());
    if (raw.lookingAt()) {
      raw(open, raw);
      return;
    }
    add(Lexeme.Kind.BLOCK_BEGIN, "{%", open);
    at = afterTag(tags.tag(afterOpening(open), "%}", Lexeme.Kind.BLOCK_END), true);
  }

  private void raw(int open, Matcher begin) {
    Matcher end = RAW_END.matcher(source);
    if (!end.find(begin.end())) {
      throw error(open, "'raw' is never closed");
    }
    at = afterTag(begin.end(), true);
    words(Math.min(at, end.start()), end.start());
    at = afterTag(end.end(), true);
  }

  private void comment(int open) {
    int end = source.indexOf("#}", open + 2);
    if (end < 0) {
      throw error(open, "a comment is never closed");
    }
    at = afterTag(end + 2, true);
  }

  private int opening() {
    for (int open = source.indexOf('{', at); open >= 0; open = source.indexOf('{', open + 1)) {
      if (open + 1 < source.length() && "{%#".indexOf(source.charAt(open + 1)) >= 0) {
        return open;
      }
    }
    return source.length();
  }

  private int afterOpening(int open) {
    boolean signed = open + 2 < source.length() && "-+".indexOf(source.charAt(open + 2)) >= 0;
    return signed ? open + 3 : open + 2;
  }

  private void words(int from, int to) {
    int end = to;
    if (to + 2 < source.length() && source.charAt(to + 2) == '-') {
      while (end > from && Character.isWhitespace(source.charAt(end - 1))) {
        end--;
      }
    } else if (to < source.length() && source.charAt(to + 1) != '{') {
      boolean keep = to + 2 < source.length() && source.charAt(to + 2) == '+';
      end = keep ? to : lineStart(from, to);
    }
    if (end > from) {
      add(Lexeme.Kind.WORDS, source.substring(from, end), from);
    }
  }

  /// Where the blanks before a tag begin, if nothing else stands before it in its line.
  private int lineStart(int from, int to) {
    int start = to;
    while (start > from && " \t".indexOf(source.charAt(start - 1)) >= 0) {
      start--;
    }
    boolean beginsLine = start == 0 || source.charAt(start - 1) == '\n';
    return beginsLine ? start : to;
  }

  private int afterTag(int end, boolean trimsLineBreak) {
    char sign = source.charAt(end - 3);
    int next = end;
    if (sign == '-') {
      while (next < source.length() && Character.isWhitespace(source.charAt(next))) {
        next++;
      }
    } else if (trimsLineBreak && sign != '+' && source.startsWith("\n", end)) {
      next++;
    }
    return next;
  }

  private void add(Lexeme.Kind kind, String text, int offset) {
    lexemes.add(new Lexeme(kind, text, offset));
  }

  private TemplateError error(int offset, String problem) {
    return TemplateError.at(Place.of(source, offset), problem);
  }
}
