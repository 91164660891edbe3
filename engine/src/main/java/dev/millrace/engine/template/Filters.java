package dev.millrace.engine.template;

import java.util.List;
import java.util.Locale;

/// What follows a `|`: filters of one value. Those of lists are in [ListFilters].
final class Filters {
  private static final int WIDEST_INDENT = 32;

  private final Budget budget;
  private final TextMethods texts;
  private final Sequences sequences;
  private final ListFilters lists;

  Filters(Budget budget) {
    this.budget = budget;
    this.texts = new TextMethods(budget);
    this.sequences = new Sequences(budget);
    this.lists = new ListFilters(budget, this);
  }

  Value apply(String name, Value value, Given given) {
    return switch (name) {
      case "default", "d" -> otherwise(value, given);
      case "tojson" -> json(value, given);
      case "length", "count" -> Value.of((long) sequences.size(value));
      case "string" -> text(value);
      case "safe" -> value;
      case "int" -> integer(value, given);
      case "float" -> real(value, given);
      case "abs" -> Numbers.compare(value, Value.of(0L)) < 0 ? Numbers.negated(value) : value;
      case "round" -> rounded(value, given);
      case "attr" -> new Members(budget).attribute(value, given.text(0, "name").plain());
      case "format" -> new Formats(budget).percent(text(value), given);
      case "items" -> pairs(value);
      case "trim",
          "upper",
          "lower",
          "capitalize",
          "title",
          "replace",
          "indent",
          "center",
          "truncate",
          "wordcount",
          "e",
          "escape",
          "forceescape" ->
          ofText(name, text(value), given);
      default -> lists.apply(name, value, given);
    };
  }

  private Value ofText(String name, Text text, Given given) {
    budget.steps(1 + text.length() / 64);
    return switch (name) {
      case "trim" -> texts.stripped(text, given, true, true);
      case "upper" -> budget.made(text.mapped(run -> run.toUpperCase(Locale.ROOT)));
      case "lower" -> budget.made(text.mapped(run -> run.toLowerCase(Locale.ROOT)));
      case "indent" -> indented(text, given);
      case "truncate" -> truncated(text, given);
      case "wordcount" -> Value.of((long) text.plain().strip().split("\\s+").length);
      case "e", "escape", "forceescape" -> budget.made(text.mapped(Filters::escaped));
      case "center" -> new Formats(budget).aligned(text, '^', ' ', given.integer(0, "width", 80));
      default -> texts.call(text, name, given);
    };
  }

  Text text(Value value) {
    return new Printer(budget).text(value);
  }

  private static Value otherwise(Value value, Given given) {
    boolean missing =
        value instanceof Value.Undefined || (given.truth(1, "boolean") && !value.truth());
    return missing ? given.get(0, "default_value").orElse(Text.EMPTY) : value;
  }

  private Value json(Value value, Given given) {
    boolean first = given.get(0, "indent").orElse(new Value.None()) instanceof Value.Bool;
    long indent = given.integer(first ? 1 : 0, "indent", -1);
    if (indent > WIDEST_INDENT) {
      throw new TemplateError("an indent must be at most " + WIDEST_INDENT);
    }
    boolean ascii = given.truth(first ? 0 : Integer.MAX_VALUE, "ensure_ascii");
    boolean sorted = given.truth(Integer.MAX_VALUE, "sort_keys");
    Value separators = given.get(Integer.MAX_VALUE, "separators").orElse(new Value.None());
    boolean own = separators instanceof Value.Items(var pair) && pair.size() == 2;
    Text comma = own ? text(sequences.at(separators, 0)) : Text.trusted(indent < 0 ? ", " : ",");
    Text colon = own ? text(sequences.at(separators, 1)) : Text.trusted(": ");
    var style = new JsonWriter.Style((int) Math.max(-1, indent), sorted, ascii, comma, colon);
    return new JsonWriter(budget, style).json(value);
  }

  private static Value integer(Value value, Given given) {
    return switch (value) {
      case Text text -> {
        try {
          int base = Math.clamp(given.integer(1, "base", 10), 2, 36);
          yield Value.of(Long.parseLong(text.plain().strip(), base));
        } catch (NumberFormatException _) {
          Value real = real(text, Given.of(new Value.None()));
          yield real instanceof Value.Real(var number) && Double.isFinite(number)
              ? Value.of((long) number)
              : given.get(0, "default").orElse(Value.of(0L));
        }
      }
      case Value.Int _, Value.Bool _, Value.Real _ -> Value.of(Numbers.integer(value));
      case Value _ -> given.get(0, "default").orElse(Value.of(0L));
    };
  }

  private static Value real(Value value, Given given) {
    return switch (value) {
      case Text text -> {
        try {
          yield new Value.Real(Double.parseDouble(text.plain().strip()));
        } catch (NumberFormatException _) {
          yield given.get(0, "default").orElse(new Value.Real(0));
        }
      }
      case Value.Int _, Value.Bool _, Value.Real _ -> new Value.Real(Numbers.real(value));
      case Value _ -> given.get(0, "default").orElse(new Value.Real(0));
    };
  }

  private Value rounded(Value value, Given given) {
    String way = text(given.get(1, "method").orElse(Text.trusted("common"))).plain();
    if (!(value instanceof Value.Real) && way.equals("common")) {
      return Value.of(Numbers.integer(value));
    }
    double scale = Math.pow(10, (double) given.integer(0, "precision", 0));
    double scaled = Numbers.real(value) * scale;
    return switch (way) {
      case "ceil" -> new Value.Real(Math.ceil(scaled) / scale);
      case "floor" -> new Value.Real(Math.floor(scaled) / scale);
      case "common" -> new Value.Real(Math.rint(scaled) / scale);
      default -> throw new TemplateError("there is no way to round called '" + way + "'");
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;");
  }

  /// Cut to a length, at a word unless `killwords`; a little too long is let through.
  private Value truncated(Text text, Given given) {
    long length = Math.max(0, given.integer(0, "length", 255));
    Text end = text(given.get(2, "end").orElse(Text.trusted("...")));
    int size = sequences.size(text);
    if (size <= length + given.integer(3, "leeway", 5)) {
      return text;
    }
    Text cut = sequences.part(text, 0, (int) Math.max(0, length - sequences.size(end)));
    int blank = cut.plain().lastIndexOf(' ');
    Text words = given.truth(1, "killwords") || blank < 0 ? cut : budget.slice(cut, 0, blank);
    return budget.made(Text.joined(List.of(words, end)));
  }

  private Value pairs(Value value) {
    return switch (value) {
      case Value.Fields(var values) -> new Members(budget).pairs(values);
      case Value.Undefined _ -> new Value.Items(List.of());
      case Value other -> throw new TemplateError(other.kind() + " has no items");
    };
  }

  /// Blanks before each line but the first, unless it is to have them too.
  private Text indented(Text text, Given given) {
    Value width = given.get(0, "width").orElse(Value.of(4L));
    Text blanks = width instanceof Text own ? own : Text.trusted(blanks(Numbers.integer(width)));
    boolean first = given.truth(1, "first");
    boolean empty = given.truth(2, "blank");
    var builder = new Text.Builder();
    int from = 0;
    while (from <= text.length()) {
      int cut = text.plain().indexOf('\n', from);
      int end = cut < 0 ? text.length() : cut + 1;
      boolean blank = end == from || (end == from + 1 && cut >= 0);
      if (from == 0 ? first : empty || !blank) {
        builder.add(budget.made(blanks));
      }
      builder.add(budget.made(budget.slice(text, from, end)));
      from = cut < 0 ? text.length() + 1 : end;
    }
    return builder.text();
  }

  private static String blanks(long width) {
    if (width > 1000) {
      throw new TemplateError("an indent must be at most 1000");
    }
    return " ".repeat((int) Math.max(0, width));
  }
}
