package dev.millrace.engine.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads JSON text that came with a request: the arguments of tool calls.
final class JsonReader {
  private static final int DEEPEST = 64;
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][-+]?[0-9]++)?");

  private final String source;
  private int at;
  private int depth;

  private JsonReader(String source) {
    this.source = source;
  }

  /// The object that the text is; nothing when it is no JSON, another kind of JSON, or too deep.
  static Optional<Value> object(String text) {
    try {
      var reader = new JsonReader(text);
      Value value = reader.value();
      reader.skipBlanks();
      boolean whole = reader.at == text.length() && value instanceof Value.Fields;
      return whole ? Optional.of(value) : Optional.empty();
    } catch (TemplateError _) {
      return Optional.empty();
    }
  }

  /// A number as templates see it.
  static Value number(String written) {
    try {
      return Value.of(Long.parseLong(written));
    } catch (NumberFormatException _) {
      return new Value.Real(Double.parseDouble(written));
    }
  }

  private Value value() {
    if (++depth > DEEPEST) {
      throw wrong();
    }
    skipBlanks();
    Value value =
        switch (peek()) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> Text.foreign(string());
          case 't' -> word("true", new Value.Bool(true));
          case 'f' -> word("false", new Value.Bool(false));
          case 'n' -> word("null", new Value.None());
          default -> number();
        };
    depth--;
    return value;
  }

  private Value object() {
    Map<Text, Value> values = new LinkedHashMap<>();
    at++;
    skipBlanks();
    while (peek() != '}') {
      if (!values.isEmpty()) {
        take(',');
        skipBlanks();
      }
      Text key = Text.foreign(string());
      skipBlanks();
      take(':');
      values.put(key, value());
      skipBlanks();
    }
    at++;
    return new Value.Fields(values);
  }

  private Value array() {
    var values = new ArrayList<Value>();
    at++;
    skipBlanks();
    while (peek() != ']') {
      if (!values.isEmpty()) {
        take(',');
      }
      values.add(value());
      skipBlanks();
    }
    at++;
    return new Value.Items(values);
  }

  private String string() {
    take('"');
    var text = new StringBuilder();
    while (peek() != '"') {
      char next = source.charAt(at++);
      text.append(next == '\\' ? escaped() : next);
    }
    at++;
    return text.toString();
  }

  private char escaped() {
    char next = peek();
    at++;
    return switch (next) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"', '\\', '/' -> next;
      case 'u' -> unit();
      default -> throw wrong();
    };
  }

  private char unit() {
    if (at + 4 > source.length()) {
      throw wrong();
    }
    String digits = source.substring(at, at + 4);
    if (!digits.matches("[0-9a-fA-F]{4}")) {
      throw wrong();
    }
    at += 4;
    return (char) Integer.parseInt(digits, 16);
  }

  private Value number() {
    Matcher matcher = NUMBER.matcher(source).region(at, source.length());
    if (!matcher.lookingAt()) {
      throw wrong();
    }
    at = matcher.end();
    return number(matcher.group());
  }

  private Value word(String word, Value value) {
    if (!source.startsWith(word, at)) {
      throw wrong();
    }
    at += word.length();
    return value;
  }

  private char peek() {
    if (at >= source.length()) {
      throw wrong();
    }
    return source.charAt(at);
  }

  private void take(char wanted) {
    if (peek() != wanted) {
      throw wrong();
    }
    at++;
  }

  private void skipBlanks() {
    while (at < source.length() && " \t\r\n".indexOf(source.charAt(at)) >= 0) {
      at++;
    }
  }

  private static TemplateError wrong() {
    return new TemplateError("no JSON");
  }
}
