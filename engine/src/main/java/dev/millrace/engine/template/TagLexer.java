package dev.millrace.engine.template;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts what stands between `{{` and `}}`, or `{%` and `%}`, into words.
final class TagLexer {
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*+");
  private static final Pattern NUMBER =
      Pattern.compile("[0-9][0-9_]*+(\\.[0-9]++)?([eE][-+]?[0-9]++)?");
  private static final List<String> SYMBOLS =
      List.of(
          "**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<", ">", "=", ".", ",",
          ":", "|", "(", ")", "[", "]", "{", "}");

  private final String source;
  private final List<Lexeme> lexemes;
  private int at;

  TagLexer(String source, List<Lexeme> lexemes) {
    this.source = source;
    this.lexemes = lexemes;
  }

  /// Cuts the tag whose inside begins at `from`.
  ///
  /// @return the offset after its end
  int tag(int from, String close, Lexeme.Kind closeKind) {
    at = from;
    int open = 0;
    while (true) {
      skipBlanks();
      if (at >= source.length()) {
        throw error(from, "a tag is never closed with '" + close + "'");
      }
      int end = open == 0 ? closing(close) : -1;
      if (end >= 0) {
        lexemes.add(new Lexeme(closeKind, close, at));
        return end;
      }
      String symbol = word();
      open += "([{".contains(symbol) ? 1 : ")]}".contains(symbol) ? -1 : 0;
    }
  }

  private int closing(String close) {
    if (source.startsWith(close, at)) {
      return at + close.length();
    }
    boolean signed = "-+".indexOf(source.charAt(at)) >= 0 && source.startsWith(close, at + 1);
    return signed ? at + 1 + close.length() : -1;
  }

  /// Takes one word; gives a symbol back, and a space for everything else.
  private String word() {
    char first = source.charAt(at);
    if (first == '"' || first == '\'') {
      string(first);
      return " ";
    }
    if (take(NAME, Lexeme.Kind.NAME) || number()) {
      return " ";
    }
    for (var symbol : SYMBOLS) {
      if (source.startsWith(symbol, at)) {
        lexemes.add(new Lexeme(Lexeme.Kind.SYMBOL, symbol, at));
        at += symbol.length();
        return symbol;
      }
    }
    throw error(at, "'" + Character.toString(source.codePointAt(at)) + "' means nothing here");
  }

  private boolean take(Pattern pattern, Lexeme.Kind kind) {
    Matcher matcher = pattern.matcher(source).region(at, source.length());
    if (!matcher.lookingAt()) {
      return false;
    }
    lexemes.add(new Lexeme(kind, matcher.group(), at));
    at = matcher.end();
    return true;
  }

  private boolean number() {
    Matcher matcher = NUMBER.matcher(source).region(at, source.length());
    boolean whole = matcher.lookingAt() && matcher.group(1) == null && matcher.group(2) == null;
    return take(NUMBER, whole ? Lexeme.Kind.INTEGER : Lexeme.Kind.FLOAT);
  }

  private void string(char quote) {
    int from = at++;
    var text = new StringBuilder();
    while (at < source.length() && source.charAt(at) != quote) {
      char next = source.charAt(at++);
      text.append(next == '\\' && at < source.length() ? escaped() : String.valueOf(next));
    }
    if (at >= source.length()) {
      throw error(from, "a string is never closed");
    }
    at++;
    lexemes.add(new Lexeme(Lexeme.Kind.STRING, text.toString(), from));
  }

  private String escaped() {
    char next = source.charAt(at++);
    return switch (next) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case 'f' -> "\f";
      case 'b' -> "\b";
      case '0' -> "\0";
      case '\n' -> "";
      case '\\', '\'', '"' -> String.valueOf(next);
      case 'x' -> codePoint(2);
      case 'u' -> codePoint(4);
      case 'U' -> codePoint(8);
      default -> "\\" + next;
    };
  }

  private String codePoint(int digits) {
    int from = at;
    at = Math.min(source.length(), at + digits);
    try {
      return Character.toString(Integer.parseInt(source.substring(from, at), 16));
    } catch (IllegalArgumentException _) {
      throw error(from - 2, "an escape that is no character");
    }
  }

  private void skipBlanks() {
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
  }

  private TemplateError error(int offset, String problem) {
    return TemplateError.at(Place.of(source, offset), problem);
  }
}
