package dev.millrace.grammar.schema;

import dev.millrace.llm.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads JSON strictly (RFC 8259), for tests alone. Of members with the same name the last counts.
final class JsonReader {
  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /// @throws IllegalArgumentException if the whole text is not one JSON value
  static Json read(String text) {
    var reader = new JsonReader(text);
    var value = reader.value();
    reader.space();
    if (reader.at < text.length()) {
      throw reader.wrong();
    }
    return value;
  }

  private Json value() {
    space();
    return switch (peek()) {
      case '{' -> new Json.Fields(members());
      case '[' -> items();
      case '"' -> new Json.Text(string());
      case 't' -> word("true", new Json.Bool(true));
      case 'f' -> word("false", new Json.Bool(false));
      case 'n' -> word("null", new Json.Null());
      default -> number();
    };
  }

  private Map<String, Json> members() {
    var members = new LinkedHashMap<String, Json>();
    for (boolean more = begins('{', '}'); more; more = goesOn('}')) {
      space();
      var name = string();
      space();
      expect(':');
      members.put(name, value());
    }
    return members;
  }

  private Json items() {
    var items = new ArrayList<Json>();
    for (boolean more = begins('[', ']'); more; more = goesOn(']')) {
      items.add(value());
    }
    return new Json.Items(items);
  }

  private boolean begins(char open, char close) {
    expect(open);
    space();
    if (peek() == close) {
      at++;
      return false;
    }
    return true;
  }

  private boolean goesOn(char close) {
    space();
    if (peek() == close) {
      at++;
      return false;
    }
    expect(',');
    return true;
  }

  private String string() {
    expect('"');
    var string = new StringBuilder();
    while (peek() != '"') {
      char next = text.charAt(at++);
      if (next < ' ') {
        throw wrong();
      }
      string.append(next == '\\' ? escape() : next);
    }
    at++;
    return string.toString();
  }

  private char escape() {
    char letter = peek();
    at++;
    return switch (letter) {
      case '"', '\\', '/' -> letter;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> throw wrong();
    };
  }

  private Json number() {
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    var number = text.substring(from, at);
    if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      throw wrong();
    }
    return new Json.Numeral(new BigDecimal(number));
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, at)) {
      throw wrong();
    }
    at += word.length();
    return value;
  }

  private void space() {
    while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw wrong();
    }
    at++;
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong();
    }
    return text.charAt(at);
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException("no JSON at " + at + ": " + text);
  }
}
