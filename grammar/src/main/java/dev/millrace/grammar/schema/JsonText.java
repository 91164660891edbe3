package dev.millrace.grammar.schema;

import dev.millrace.llm.Json;
import java.util.Locale;
import java.util.stream.Collectors;

/// JSON values as the one text that a schema which names them allows: no space, members and items in
/// the order given, numbers as they were written, and no escape that is not needed.
final class JsonText {
  private JsonText() {}

  static String of(Json value) {
    return switch (value) {
      case Json.Null _ -> "null";
      case Json.Bool(var bool) -> String.valueOf(bool);
      case Json.Numeral(var number) -> number.toString();
      case Json.Text(var text) -> quoted(text);
      case Json.Items(var items) ->
          items.stream().map(JsonText::of).collect(Collectors.joining(", ", "[", "]"));
      case Json.Fields(var members) ->
          members.entrySet().stream()
              .map(member -> quoted(member.getKey()) + ": " + of(member.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  /// A string between its quotes.
  static String quoted(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(character -> quoted.append(escaped(character)));
    return quoted.append('"').toString();
  }

  /// A character as it stands in a JSON string: as it is wherever it may, else its shortest escape.
  static String escaped(int character) {
    return switch (character) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> needsCode(character) ? code(character) : Character.toString(character);
    };
  }

  private static boolean needsCode(int character) {
    return character < ' '
        || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
  }

  private static String code(int character) {
    return String.format(Locale.ROOT, "\\u%04x", character);
  }
}
