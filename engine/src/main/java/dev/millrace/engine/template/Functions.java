package dev.millrace.engine.template;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The functions that a template may call by name.
final class Functions {
  private static final List<String> NAMES =
      List.of("raise_exception", "range", "strftime_now", "dict", "namespace");
  private static final int LONGEST_RANGE = 100_000;

  private final Budget budget;
  private final Clock clock;

  Functions(Budget budget, Clock clock) {
    this.budget = budget;
    this.clock = clock;
  }

  /// The functions as variables.
  static Map<String, Value> variables() {
    var variables = new HashMap<String, Value>();
    NAMES.forEach(name -> variables.put(name, new Value.Function(name)));
    return variables;
  }

  Value call(String name, Given given) {
    return switch (name) {
      case "raise_exception" ->
          throw TemplateError.refused(new Printer(budget).text(given.need(0, "message")).plain());
      case "range" -> range(given);
      case "strftime_now" -> Text.trusted(now(given.text(0, "format").plain()));
      case "dict" -> dict(given);
      case "namespace" -> namespace(given);
      default -> throw new TemplateError("the function '" + name + "' is unknown");
    };
  }

  private Value range(Given given) {
    boolean from = given.positional().size() > 1;
    long first = from ? given.integer(0, "start", 0) : 0;
    long last = given.integer(from ? 1 : 0, "stop", 0);
    long step = given.integer(2, "step", 1);
    if (step == 0) {
      throw new TemplateError("the step of a range cannot be 0");
    }
    var values = new ArrayList<Value>();
    for (long at = first; step > 0 ? at < last : at > last; at += step) {
      budget.step();
      values.add(Value.of(at));
      if (values.size() > LONGEST_RANGE) {
        throw new TemplateError("a range is longer than " + LONGEST_RANGE);
      }
    }
    return new Value.Items(values);
  }

  private static Value dict(Given given) {
    var values = new LinkedHashMap<Text, Value>();
    copy(given).forEach((name, value) -> values.put(Text.trusted(name), value));
    return new Value.Fields(values);
  }

  private static Value namespace(Given given) {
    return new Value.Space(copy(given));
  }

  private static Map<String, Value> copy(Given given) {
    var values = new LinkedHashMap<String, Value>();
    for (var one : given.positional()) {
      switch (one) {
        case Value.Fields(var fields) ->
            fields.forEach((key, value) -> values.put(key.plain(), value));
        case Value.Items(var pairs) ->
            pairs.forEach(pair -> {
              boolean fits = pair instanceof Value.Items(var two) && two.size() == 2;
              if (!fits
                  || !(pair instanceof Value.Items(var two)
                      && two.getFirst() instanceof Text key)) {
                throw new TemplateError("a mapping is made of pairs of a string and a value");
              }
              values.put(key.plain(), two.getLast());
            });
        case Value other -> throw new TemplateError("expected a mapping, not " + other.kind());
      }
    }
    values.putAll(given.named());
    return values;
  }

  private String now(String format) {
    ZonedDateTime now = ZonedDateTime.now(clock);
    var out = new StringBuilder();
    for (int at = 0; at < format.length(); at++) {
      char next = format.charAt(at);
      if (next != '%' || at + 1 == format.length()) {
        out.append(next);
        continue;
      }
      boolean bare = format.charAt(at + 1) == '-' && at + 2 < format.length();
      at += bare ? 2 : 1;
      String field = field(format.charAt(at), now);
      out.append(bare ? field.replaceFirst("^0+(?=.)", "") : field);
    }
    return out.toString();
  }

  private static String field(char code, ZonedDateTime now) {
    String pattern =
        switch (code) {
          case 'Y' -> "uuuu";
          case 'y' -> "uu";
          case 'm' -> "MM";
          case 'B' -> "MMMM";
          case 'b', 'h' -> "MMM";
          case 'd' -> "dd";
          case 'j' -> "DDD";
          case 'A' -> "EEEE";
          case 'a' -> "EEE";
          case 'H' -> "HH";
          case 'I' -> "hh";
          case 'M' -> "mm";
          case 'S' -> "ss";
          case 'f' -> "SSSSSS";
          case 'p' -> "a";
          case 'F' -> "uuuu-MM-dd";
          case 'T' -> "HH:mm:ss";
          case 'z' -> "xx";
          case 'Z' -> "zzz";
          case '%' -> "'%'";
          default -> throw new TemplateError("strftime_now does not know '%" + code + "'");
        };
    return DateTimeFormatter.ofPattern(pattern, Locale.US).format(now);
  }
}
