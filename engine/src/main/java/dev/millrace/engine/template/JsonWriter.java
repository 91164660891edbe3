package dev.millrace.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The filter `tojson`, as `transformers` sets it: `json.dumps` with `", "` and `": "` between
/// things, other alphabets as they are, and nothing escaped for the sake of HTML.
final class JsonWriter {
  private final Budget budget;
  private final Style style;
  private final Text.Builder out = new Text.Builder();

  JsonWriter(Budget budget, Style style) {
    this.budget = budget;
    this.style = style;
  }

  /// How JSON is laid out.
  ///
  /// @param indent blanks per level; below 0 all goes in one line
  /// @param sorted whether the keys of mappings are
  /// @param ascii whether other alphabets are written as escapes
  /// @param comma between elements
  /// @param colon between key and value
  record Style(int indent, boolean sorted, boolean ascii, Text comma, Text colon) {}

  Text json(Value value) {
    write(value, 0);
    return out.text();
  }

  private void write(Value value, int level) {
    budget.step();
    budget.enter();
    switch (value) {
      case Text text -> quoted(text);
      case Value.None _ -> plain("null");
      case Value.Bool(var truth) -> plain(truth ? "true" : "false");
      case Value.Int(var number) -> plain(Long.toString(number));
      case Value.Real(var number) -> plain(number(number));
      case Value.Items(var values) -> list(values, level);
      case Value.Fields(var values) -> object(values, level);
      case Value.Undefined _,
          Value.Space _,
          Value.Loop _,
          Value.Macro _,
          Value.Method _,
          Value.Function _ ->
          throw new TemplateError("cannot write " + value.kind() + " as JSON");
    }
    budget.leave();
  }

  private static String number(double value) {
    String written = Printer.number(value);
    return switch (written) {
      case "nan" -> "NaN";
      case "inf" -> "Infinity";
      case "-inf" -> "-Infinity";
      default -> written;
    };
  }

  private void list(List<Value> values, int level) {
    if (values.isEmpty()) {
      plain("[]");
      return;
    }
    plain("[");
    for (int at = 0; at < values.size(); at++) {
      between(at == 0, level + 1);
      write(values.get(at), level + 1);
    }
    close("]", level);
  }

  private void object(Map<Text, Value> values, int level) {
    if (values.isEmpty()) {
      plain("{}");
      return;
    }
    var keys = new ArrayList<>(values.keySet());
    if (style.sorted()) {
      keys.sort((one, two) -> one.plain().compareTo(two.plain()));
    }
    plain("{");
    for (int at = 0; at < keys.size(); at++) {
      between(at == 0, level + 1);
      quoted(keys.get(at));
      out.add(budget.made(style.colon()));
      write(values.getOrDefault(keys.get(at), new Value.None()), level + 1);
    }
    close("}", level);
  }

  private void between(boolean first, int level) {
    if (!first) {
      out.add(budget.made(style.comma()));
    }
    if (style.indent() >= 0) {
      plain("\n" + " ".repeat(style.indent() * level));
    }
  }

  private void close(String bracket, int level) {
    plain(style.indent() >= 0 ? "\n" + " ".repeat(style.indent() * level) + bracket : bracket);
  }

  private void quoted(Text text) {
    plain("\"");
    out.add(budget.made(text.mapped(this::escaped)));
    plain("\"");
  }

  private String escaped(String text) {
    var out = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char next = text.charAt(at);
      switch (next) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          boolean plain = next >= ' ' && (next < 0x7f || !style.ascii());
          out.append(plain ? String.valueOf(next) : "\\u%04x".formatted((int) next));
        }
      }
    }
    return out.toString();
  }

  private void plain(String text) {
    budget.characters(text.length());
    out.add(text, true);
  }
}
