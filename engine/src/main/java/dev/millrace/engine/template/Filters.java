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
      case "safe", "e", "escape", "forceescape" -> value;
      case "int" -> integer(value, given);
      case "float" -> real(value, given);
      case "abs" -> Numbers.compare(value, Value.of(0L)) < 0 ? Numbers.negated(value) : value;
      case "round" -> new Value.Real(rounded(value, given));
      case "items" -> pairs(value);
      case "trim", "upper", "lower", "capitalize", "title", "replace", "indent" ->
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
    long indent = given.integer(0, "indent", -1);
    if (indent > WIDEST_INDENT) {
      throw new TemplateError("an indent must be at most " + WIDEST_INDENT);
    }
    boolean sorted = given.truth(Integer.MAX_VALUE, "sort_keys");
    return new JsonWriter(budget, (int) Math.max(-1, indent), sorted).json(value);
  }

  private static Value integer(Value value, Given given) {
    return switch (value) {
      case Text text -> {
        try {
          yield Value.of(Long.parseLong(text.plain().strip()));
        } catch (NumberFormatException _) {
          yield given.get(0, "default").orElse(Value.of(0L));
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

  private static double rounded(Value value, Given given) {
    double scale = Math.pow(10, (double) given.integer(0, "precision", 0));
    return Math.rint(Numbers.real(value) * scale) / scale;
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
      builder.add(budget.made(text.slice(from, end)));
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
