package dev.millrace.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The filter `tojson`, as `transformers` sets it: `json.dumps` with `", "` and `": "` between
/// things, other alphabets as they are, and nothing escaped for the sake of HTML.
final class JsonWriter {
  private final Budget budget;
  private final int indent;
  private final boolean sorted;
  private final Text.Builder out = new Text.Builder();

  /// @param indent blanks per level; below 0 all goes in one line
  JsonWriter(Budget budget, int indent, boolean sorted) {
    this.budget = budget;
    this.indent = indent;
    this.sorted = sorted;
  }

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
    if (sorted) {
      keys.sort((one, two) -> one.plain().compareTo(two.plain()));
    }
    plain("{");
    for (int at = 0; at < keys.size(); at++) {
      between(at == 0, level + 1);
      quoted(keys.get(at));
      plain(": ");
      write(values.getOrDefault(keys.get(at), new Value.None()), level + 1);
    }
    close("}", level);
  }

  private void between(boolean first, int level) {
    if (indent >= 0) {
      plain((first ? "\n" : ",\n") + " ".repeat(indent * level));
    } else if (!first) {
      plain(", ");
    }
  }

  private void close(String bracket, int level) {
    plain(indent >= 0 ? "\n" + " ".repeat(indent * level) + bracket : bracket);
  }

  private void quoted(Text text) {
    plain("\"");
    out.add(budget.made(text.mapped(JsonWriter::escaped)));
    plain("\"");
  }

  private static String escaped(String text) {
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
        default -> out.append(next < ' ' ? "\\u00%02x".formatted((int) next) : next);
      }
    }
    return out.toString();
  }

  private void plain(String text) {
    budget.characters(text.length());
    out.add(text, true);
  }
}
