package dev.millrace.gateway.json;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// A JSON value and where it stands in its document, as in `messages[3].content`. Reading it as
/// something that it is not throws [Refused] with a [Failure.BadRequest] that names the place.
public record Value(String path, Json json) {
  private static final int SHOWN = 40;

  /// A string.
  public String text() {
    if (json instanceof Json.Text(var text)) {
      return text;
    }
    throw wrong("a string");
  }

  /// `true` or `false`.
  public boolean bool() {
    if (json instanceof Json.Bool(var bool)) {
      return bool;
    }
    throw wrong("true or false");
  }

  /// An object.
  public Members object() {
    if (json instanceof Json.Fields fields) {
      return new Members(path, fields);
    }
    throw wrong("an object");
  }

  /// The elements of an array.
  public List<Value> items() {
    if (!(json instanceof Json.Items(var values))) {
      throw wrong("an array");
    }
    var items = new ArrayList<Value>();
    for (Json value : values) {
      items.add(new Value(path + "[" + items.size() + "]", value));
    }
    return items;
  }

  /// A number within a range.
  public double number(Range range) {
    String wanted = "a number from " + range;
    if (!(json instanceof Json.Numeral(var number))) {
      throw wrong(wanted);
    }
    if (!range.holds(number)) {
      throw outside(wanted);
    }
    return number.doubleValue();
  }

  /// A whole number within a range, both ends included; `1.0` is one.
  public long wholeNumber(long from, long to) {
    if (!(json instanceof Json.Numeral(var number))) {
      throw wrong(wholeNumbers(from, to));
    }
    if (number.compareTo(BigDecimal.valueOf(to)) > 0) {
      throw outside("a whole number from " + from + " to " + to);
    }
    if (number.compareTo(BigDecimal.valueOf(from)) < 0) {
      throw outside(wholeNumbers(from, to));
    }
    try {
      return number.longValueExact();
    } catch (ArithmeticException _) {
      throw outside(wholeNumbers(from, to));
    }
  }

  private static String wholeNumbers(long from, long to) {
    boolean endless = to == Integer.MAX_VALUE || to == Long.MAX_VALUE;
    if (endless) {
      return from == Long.MIN_VALUE ? "a whole number" : "a whole number of at least " + from;
    }
    return "a whole number from " + from + " to " + to;
  }

  /// A refusal of this value. `why` goes on after its path, as in `must not be empty`.
  public Refused refuse(Problem problem, String why) {
    return new Refused(new Failure.BadRequest(path, problem, why));
  }

  /// A refusal of this value because it is none of those wanted.
  public Refused outside(String wanted) {
    return refuse(Problem.OUT_OF_RANGE, "must be " + wanted + ", not " + shown(json));
  }

  private Refused wrong(String wanted) {
    return refuse(
        Problem.WRONG_TYPE,
        (path.isEmpty() ? "the body must be " : "must be ") + wanted + ", not " + shown(json));
  }

  /// A value in short: containers by their kind alone, long text clipped.
  static String shown(Json json) {
    return switch (json) {
      case Json.Fields _ -> "an object";
      case Json.Items _ -> "an array";
      case Json.Text(var text) -> clipped(text);
      case Json.Numeral(var number) -> clip(number.toString());
      case Json.Bool(var bool) -> Boolean.toString(bool);
      case Json.Null _ -> "null";
    };
  }

  static String clipped(String text) {
    return "\"" + clip(text) + "\"";
  }

  private static String clip(String text) {
    return text.codePointCount(0, text.length()) <= SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "...";
  }
}
