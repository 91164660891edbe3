package dev.millrace.training;

import dev.millrace.llm.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the JSON that the corpus writes: no escapes but of quotes, no exponents.
final class JsonText {
  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  static Json.Fields fields(String text) {
    return new JsonText(text).fields();
  }

  private Json value() {
    return switch (text.charAt(at)) {
      case '{' -> fields();
      case '[' -> items();
      case '"' -> new Json.Text(string());
      case 't', 'f' -> new Json.Bool(word().equals("true"));
      default -> new Json.Numeral(new BigDecimal(word()));
    };
  }

  private Json.Fields fields() {
    Map<String, Json> members = new LinkedHashMap<>();
    for (at++; text.charAt(at) != '}'; skip()) {
      var name = string();
      at += ": ".length();
      members.put(name, value());
    }
    at++;
    return new Json.Fields(members);
  }

  private Json.Items items() {
    List<Json> values = new ArrayList<>();
    for (at++; text.charAt(at) != ']'; skip()) {
      values.add(value());
    }
    at++;
    return new Json.Items(values);
  }

  private void skip() {
    at += text.charAt(at) == ',' ? ", ".length() : 0;
  }

  private String string() {
    int end = text.indexOf('"', at + 1);
    var found = text.substring(at + 1, end);
    at = end + 1;
    return found;
  }

  private String word() {
    int from = at;
    while (Character.isLetterOrDigit(text.charAt(at))
        || text.charAt(at) == '.'
        || text.charAt(at) == '-') {
      at++;
    }
    return text.substring(from, at);
  }
}
