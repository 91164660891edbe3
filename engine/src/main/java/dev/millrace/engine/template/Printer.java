package dev.millrace.engine.template;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Values as text: as Python's `str` and `repr` write them.
final class Printer {
  private final Budget budget;
  private final Text.Builder out = new Text.Builder();

  Printer(Budget budget) {
    this.budget = budget;
  }

  /// What `{{ value }}` writes.
  Text text(Value value) {
    if (value instanceof Text text) {
      return text;
    }
    if (value instanceof Value.Undefined) {
      return Text.EMPTY;
    }
    write(value);
    return out.text();
  }

  /// The value as a program would write it: texts in quotes.
  Text quotedText(Value value) {
    write(value);
    return out.text();
  }

  /// A number as Python writes it.
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(value);
    if (value == 0 || (size >= 1e-4 && size < 1e16)) {
      String plain = new BigDecimal(Double.toString(value)).toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    return exponential(Double.toString(value));
  }

  private static String exponential(String java) {
    int cut = java.indexOf('E');
    String digits = java.substring(0, cut);
    int exponent = Integer.parseInt(java.substring(cut + 1));
    String mantissa = digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
    String sign = exponent < 0 ? "-" : "+";
    int size = Math.abs(exponent);
    return mantissa + "e" + sign + (size < 10 ? "0" : "") + size;
  }

  private void write(Value value) {
    budget.step();
    budget.enter();
    switch (value) {
      case Text text -> quoted(text);
      case Value.Undefined _ -> plain("Undefined");
      case Value.None _ -> plain("None");
      case Value.Bool(var truth) -> plain(truth ? "True" : "False");
      case Value.Int(var number) -> plain(Long.toString(number));
      case Value.Real(var number) -> plain(number(number));
      case Value.Items(var values) -> list(values);
      case Value.Fields(var values) -> dict(values);
      case Value.Space _, Value.Loop _, Value.Macro _, Value.Method _, Value.Function _ ->
          plain("<" + value.kind() + ">");
    }
    budget.leave();
  }

  private void list(List<Value> values) {
    plain("[");
    for (int at = 0; at < values.size(); at++) {
      plain(at == 0 ? "" : ", ");
      write(values.get(at));
    }
    plain("]");
  }

  private void dict(Map<Text, Value> values) {
    plain("{");
    boolean first = true;
    for (var entry : values.entrySet()) {
      plain(first ? "" : ", ");
      first = false;
      write(entry.getKey());
      plain(": ");
      write(entry.getValue());
    }
    plain("}");
  }

  private void quoted(Text text) {
    boolean doubled = text.plain().contains("'") && !text.plain().contains("\"");
    String quote = doubled ? "\"" : "'";
    plain(quote);
    Text escaped =
        text.mapped(run ->
            run.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .replace(quote, "\\" + quote)
                .chars()
                .mapToObj(Printer::visible)
                .collect(Collectors.joining()));
    out.add(budget.made(escaped));
    plain(quote);
  }

  private static String visible(int unit) {
    boolean control = unit < ' ' || (unit >= 0x7f && unit < 0xa0);
    return control ? "\\x%02x".formatted(unit) : String.valueOf((char) unit);
  }

  private void plain(String text) {
    budget.characters(text.length());
    out.add(text, true);
  }
}
