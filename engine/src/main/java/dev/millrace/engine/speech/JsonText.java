package dev.millrace.engine.speech;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Strings of JSON, and whether a text is JSON.
final class JsonText {
  private static final int DEEPEST = 64;
  private static final Pattern SCALAR =
      Pattern.compile(
          "true|false|null|-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][-+]?[0-9]++)?"
              + "|\"(?:[^\"\\\\\\x00-\\x1f]|\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+\"");

  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /// Whether the whole text is one JSON value, nested no deeper than 64 levels.
  static boolean isValue(String text) {
    var reader = new JsonText(text);
    return reader.value(0) && reader.blanks() == text.length();
  }

  private boolean value(int depth) {
    blanks();
    if (depth > DEEPEST || at >= text.length()) {
      return false;
    }
    return switch (text.charAt(at)) {
      case '{' -> members(depth, '}');
      case '[' -> members(depth, ']');
      default -> scalar();
    };
  }

  private boolean members(int depth, char close) {
    at++;
    blanks();
    if (taken(close)) {
      return true;
    }
    do {
      blanks();
      boolean named = close == ']' || (string() && blanks() >= 0 && taken(':'));
      if (!named || !value(depth + 1)) {
        return false;
      }
      blanks();
    } while (taken(','));
    return taken(close);
  }

  private boolean string() {
    return at < text.length() && text.charAt(at) == '"' && scalar();
  }

  private boolean scalar() {
    Matcher matcher = SCALAR.matcher(text).region(at, text.length());
    boolean there = matcher.lookingAt();
    at = there ? matcher.end() : at;
    return there;
  }

  private boolean taken(char wanted) {
    boolean there = at < text.length() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private int blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /// The text as a string of JSON, quotes and all.
  static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  /// The text as it stands between the quotes of a string.
  static String escaped(String text) {
    var out = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char next = text.charAt(at);
      switch (next) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(next < ' ' ? "\\u%04x".formatted((int) next) : String.valueOf(next));
      }
    }
    return out.toString();
  }

  /// What stands between the quotes of a string, without its escapes.
  static String unescaped(String inside) {
    var out = new StringBuilder(inside.length());
    for (int at = 0; at < inside.length(); at++) {
      char next = inside.charAt(at);
      if (next != '\\' || at + 1 == inside.length()) {
        out.append(next);
        continue;
      }
      char code = inside.charAt(++at);
      if (code == 'u' && at + 4 < inside.length() + 0 && isHex(inside, at + 1)) {
        out.append((char) Integer.parseInt(inside.substring(at + 1, at + 5), 16));
        at += 4;
      } else {
        out.append(plain(code));
      }
    }
    return out.toString();
  }

  private static boolean isHex(String text, int from) {
    return text.substring(from, from + 4).chars().allMatch(one -> Character.digit(one, 16) >= 0);
  }

  private static char plain(char code) {
    return switch (code) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> code;
    };
  }
}
