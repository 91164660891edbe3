package dev.millrace.engine.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Patterns with places for values: `"%s of %d" | format(...)`, as in C, and `"{} of {}".format(...)`.
final class Formats {
  private static final int WIDEST = 1000;
  private static final Pattern PERCENT =
      Pattern.compile("%(?:\\((\\w+)\\))?([-+ 0#]*)([0-9]{0,4})(?:\\.([0-9]{1,2}))?([a-zA-Z%])");
  private static final Pattern BRACES =
      Pattern.compile("\\{\\{|}}|\\{(\\w*)(?:!([rs]))?(?::([^{}]*))?}");
  private static final Pattern CODE =
      Pattern.compile("(?:(.)?([<>^]))?(\\+?)(0?)([0-9]{0,4})(,?)(?:\\.([0-9]{1,2}))?([a-zA-Z%]?)");

  private final Budget budget;

  Formats(Budget budget) {
    this.budget = budget;
  }

  /// How a value is written.
  ///
  /// @param side `<`, `>` or `^`
  /// @param precision below 0: none said
  /// @param kind as in C; `s` is text
  private record Shape(
      char side,
      char filler,
      boolean signed,
      boolean grouped,
      int width,
      int precision,
      char kind) {}

  /// As Python's `%` on strings.
  Text percent(Text pattern, Given given) {
    var out = new Text.Builder();
    Matcher places = PERCENT.matcher(pattern.plain());
    int from = 0;
    int next = 0;
    while (places.find()) {
      out.add(budget.slice(pattern, from, places.start()));
      from = places.end();
      if (places.group(5).equals("%")) {
        out.add(Text.trusted("%"));
        continue;
      }
      String name = places.group(1) == null ? "" : places.group(1);
      Value value = given.need(name.isEmpty() ? next++ : Integer.MAX_VALUE, name);
      out.add(budget.made(shaped(value, shape(places))));
    }
    out.add(budget.slice(pattern, from, pattern.length()));
    return out.text();
  }

  private static Shape shape(Matcher places) {
    String flags = places.group(2);
    boolean left = flags.contains("-");
    boolean zeros = flags.contains("0") && !left;
    return new Shape(
        left ? '<' : '>',
        zeros ? '0' : ' ',
        flags.contains("+"),
        false,
        number(places.group(3), 0),
        number(places.group(4), -1),
        places.group(5).charAt(0));
  }

  /// As Python's `format` of strings.
  Text braces(Text pattern, Given given) {
    var out = new Text.Builder();
    Matcher places = BRACES.matcher(pattern.plain());
    int from = 0;
    int next = 0;
    while (places.find()) {
      out.add(budget.slice(pattern, from, places.start()));
      from = places.end();
      if (places.group(1) == null) {
        out.add(budget.slice(pattern, places.start(), places.start() + 1));
        continue;
      }
      String name = places.group(1);
      boolean numbered = name.matches("[0-9]{0,4}");
      int at = !numbered ? Integer.MAX_VALUE : name.isEmpty() ? next++ : Integer.parseInt(name);
      Value value = given.need(at, name);
      Value shown = "r".equals(places.group(2)) ? new Printer(budget).quotedText(value) : value;
      out.add(budget.made(coded(shown, places.group(3) == null ? "" : places.group(3))));
    }
    Text rest = budget.slice(pattern, from, pattern.length());
    if (rest.plain().contains("{")) {
      throw new TemplateError("a '{' in a format is never closed");
    }
    out.add(rest);
    return out.text();
  }

  private Text coded(Value value, String code) {
    Matcher parts = CODE.matcher(code);
    if (!parts.matches()) {
      throw new TemplateError("the format '" + code + "' is unknown");
    }
    boolean number = Numbers.isNumber(value);
    boolean zeros = !parts.group(4).isEmpty();
    String filler = parts.group(1) == null ? zeros ? "0" : " " : parts.group(1);
    String side = parts.group(2) == null ? number ? ">" : "<" : parts.group(2);
    String kind = parts.group(8).isEmpty() ? "s" : parts.group(8);
    var shape =
        new Shape(
            side.charAt(0),
            filler.charAt(0),
            !parts.group(3).isEmpty(),
            !parts.group(6).isEmpty(),
            number(parts.group(5), 0),
            number(parts.group(7), -1),
            kind.charAt(0));
    return shaped(value, shape);
  }

  private static int number(String digits, int otherwise) {
    return digits == null || digits.isEmpty() ? otherwise : Integer.parseInt(digits);
  }

  private Text shaped(Value value, Shape shape) {
    Text text =
        switch (shape.kind()) {
          case 's' -> cut(plain(value, shape), shape.precision());
          case 'r' -> new Printer(budget).quotedText(value);
          case 'd', 'i' -> Text.trusted(whole(value, shape));
          case 'x' -> Text.trusted(Long.toHexString(Numbers.integer(value)));
          case 'X' ->
              Text.trusted(Long.toHexString(Numbers.integer(value)).toUpperCase(Locale.ROOT));
          case 'f', 'F', 'e' -> Text.trusted(real(value, shape));
          default -> throw new TemplateError("the format '" + shape.kind() + "' is unknown");
        };
    return aligned(text, shape.side(), shape.filler(), shape.width());
  }

  private Text plain(Value value, Shape shape) {
    boolean whole = shape.grouped() && value instanceof Value.Int;
    return whole ? Text.trusted(whole(value, shape)) : new Printer(budget).text(value);
  }

  private Text cut(Text text, int precision) {
    var sequences = new Sequences(budget);
    boolean longer = precision >= 0 && sequences.size(text) > precision;
    return longer ? sequences.part(text, 0, precision) : text;
  }

  private static String whole(Value value, Shape shape) {
    String flags = (shape.signed() ? "+" : "") + (shape.grouped() ? "," : "");
    return String.format(Locale.ROOT, "%" + flags + "d", Numbers.integer(value));
  }

  private static String real(Value value, Shape shape) {
    String flags = (shape.signed() ? "+" : "") + (shape.grouped() ? "," : "");
    int precision = shape.precision() < 0 ? 6 : shape.precision();
    double number = Numbers.real(value);
    if (!Double.isFinite(number)) {
      return Printer.number(number);
    }
    char kind = shape.kind() == 'e' ? 'e' : 'f';
    var exact = new BigDecimal(number); // Python rounds halves to even
    var rounded = kind == 'f' ? exact.setScale(precision, RoundingMode.HALF_EVEN) : exact;
    return String.format(Locale.ROOT, "%" + flags + "." + precision + kind, rounded);
  }

  /// The text, filled up to a width.
  Text aligned(Text text, char side, char filler, long width) {
    if (width > WIDEST) {
      throw new TemplateError("a width must be at most " + WIDEST);
    }
    int missing = (int) Math.max(0, width - new Sequences(budget).size(text));
    int before = side == '<' ? 0 : side == '>' ? missing : missing / 2;
    String fill = String.valueOf(filler);
    boolean signed =
        filler == '0' && (text.plain().startsWith("-") || text.plain().startsWith("+"));
    int sign = signed && side == '>' ? 1 : 0;
    return Text.joined(
        List.of(
            budget.slice(text, 0, sign),
            Text.trusted(fill.repeat(before)),
            budget.slice(text, sign, text.length()),
            Text.trusted(fill.repeat(missing - before))));
  }
}
