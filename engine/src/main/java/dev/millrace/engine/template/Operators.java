package dev.millrace.engine.template;

import dev.millrace.engine.template.Expression.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What `+`, `==`, `in` and their like do, as in Python.
final class Operators {
  private final Budget budget;

  Operators(Budget budget) {
    this.budget = budget;
  }

  /// Everything but `and` and `or`, which may not look at their right side.
  Value apply(Operator operator, Value left, Value right) {
    return switch (operator) {
      case EQUAL -> Value.of(equal(left, right));
      case UNEQUAL -> Value.of(!equal(left, right));
      case LESS -> Value.of(compare(left, right) < 0);
      case LESS_OR_EQUAL -> Value.of(compare(left, right) <= 0);
      case GREATER -> Value.of(compare(left, right) > 0);
      case GREATER_OR_EQUAL -> Value.of(compare(left, right) >= 0);
      case IN -> Value.of(contains(right, left));
      case CONCAT -> joined(new Printer(budget).text(left), new Printer(budget).text(right));
      case ADD -> add(left, right);
      case MULTIPLY -> multiply(left, right);
      case REMAINDER -> remainder(left, right);
      case AND, OR, SUBTRACT, DIVIDE, FLOOR_DIVIDE, POWER -> Numbers.apply(operator, left, right);
    };
  }

  private Value remainder(Value left, Value right) {
    if (!(left instanceof Text pattern)) {
      return Numbers.apply(Operator.REMAINDER, left, right);
    }
    List<Value> arguments = right instanceof Value.Items(var values) ? values : List.of(right);
    return new Formats(budget).percent(pattern, new Given(arguments, Map.of()));
  }

  Text joined(Text left, Text right) {
    budget.characters((long) left.length() + right.length());
    return Text.joined(List.of(left, right));
  }

  private Value add(Value left, Value right) {
    if (left instanceof Text one && right instanceof Text two) {
      return joined(one, two);
    }
    if (left instanceof Value.Items(var one) && right instanceof Value.Items(var two)) {
      budget.steps((long) one.size() + two.size());
      var all = new ArrayList<>(one);
      all.addAll(two);
      return new Value.Items(all);
    }
    return Numbers.apply(Operator.ADD, left, right);
  }

  private Value multiply(Value left, Value right) {
    if (left instanceof Text text && right instanceof Value.Int(var times)) {
      return repeated(text, times);
    }
    if (left instanceof Value.Int(var times) && right instanceof Text text) {
      return repeated(text, times);
    }
    if (left instanceof Value.Items(var items) && right instanceof Value.Int(var times)) {
      return repeated(items, times);
    }
    if (left instanceof Value.Int(var times) && right instanceof Value.Items(var items)) {
      return repeated(items, times);
    }
    return Numbers.apply(Operator.MULTIPLY, left, right);
  }

  private Value repeated(List<Value> items, long times) {
    budget.steps(Math.clamp(times, 0, Integer.MAX_VALUE) * (long) items.size());
    var all = new ArrayList<Value>();
    for (long count = 0; count < times && !items.isEmpty(); count++) {
      all.addAll(items);
    }
    return new Value.Items(all);
  }

  private Text repeated(Text text, long times) {
    if (times <= 0 || text.length() == 0) {
      return Text.EMPTY;
    }
    budget.characters(times > Integer.MAX_VALUE ? Long.MAX_VALUE / 2 : times * text.length());
    var builder = new Text.Builder();
    for (long count = 0; count < times; count++) {
      builder.add(text);
    }
    return builder.text();
  }

  boolean equal(Value left, Value right) {
    budget.step();
    budget.enter();
    boolean same =
        switch (left) {
          case Value.Items(var one) ->
              right instanceof Value.Items(var two) && equalItems(one, two);
          case Value.Fields(var one) ->
              right instanceof Value.Fields(var two) && equalFields(one, two);
          case Value.Undefined _ -> right instanceof Value.Undefined;
          case Value.Bool _, Value.Int _, Value.Real _ ->
              Numbers.isNumber(right) && Numbers.compare(left, right) == 0;
          case Text text -> {
            budget.look(text.length());
            yield text.equals(right);
          }
          case Value.None _ -> left.equals(right);
          case Value.Space _, Value.Loop _, Value.Macro _, Value.Method _, Value.Function _ ->
              isSame(left, right);
        };
    budget.leave();
    return same;
  }

  @SuppressWarnings("ReferenceEquality") // A namespace may hold itself.
  private static boolean isSame(Value left, Value right) {
    return left == right;
  }

  private boolean equalItems(List<Value> left, List<Value> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int at = 0; at < left.size(); at++) {
      if (!equal(left.get(at), right.get(at))) {
        return false;
      }
    }
    return true;
  }

  private boolean equalFields(Map<Text, Value> left, Map<Text, Value> right) {
    return left.size() == right.size()
        && left.entrySet().stream()
            .allMatch(entry -> {
              Value other = right.get(entry.getKey());
              return other != null && equal(entry.getValue(), other);
            });
  }

  /// Less than, equal to or more than 0, for two numbers or two strings.
  int compare(Value left, Value right) {
    if (left instanceof Text one && right instanceof Text two) {
      budget.look(one.length());
      return one.plain().compareTo(two.plain());
    }
    if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
      return Numbers.compare(left, right);
    }
    if (left instanceof Value.Items(var one) && right instanceof Value.Items(var two)) {
      return compareItems(one, two);
    }
    throw new TemplateError("cannot compare " + left.kind() + " with " + right.kind());
  }

  private int compareItems(List<Value> left, List<Value> right) {
    budget.enter();
    int order = 0;
    for (int at = 0; at < Math.min(left.size(), right.size()) && order == 0; at++) {
      boolean same = equal(left.get(at), right.get(at));
      order = same ? 0 : compare(left.get(at), right.get(at));
    }
    budget.leave();
    return order != 0 ? order : Integer.compare(left.size(), right.size());
  }

  boolean contains(Value whole, Value part) {
    return switch (whole) {
      case Text text when part instanceof Text wanted -> {
        budget.search(text, wanted);
        yield text.plain().contains(wanted.plain());
      }
      case Value.Items(var values) -> values.stream().anyMatch(value -> equal(value, part));
      case Value.Fields(var values) -> part instanceof Text key && values.containsKey(key);
      case Value.Space(var values) -> part instanceof Text key && values.containsKey(key.plain());
      case Value.Undefined _ -> false;
      case Value other ->
          throw new TemplateError("cannot look for " + part.kind() + " in " + other.kind());
    };
  }
}
