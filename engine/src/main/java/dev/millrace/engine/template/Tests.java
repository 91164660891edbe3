package dev.millrace.engine.template;

import dev.millrace.engine.template.Expression.Operator;

/// What `is` asks.
final class Tests {
  private final Operators operators;

  Tests(Budget budget) {
    this.operators = new Operators(budget);
  }

  boolean holds(String name, Value value, Given given) {
    return switch (name) {
      case "defined" -> !(value instanceof Value.Undefined);
      case "undefined" -> value instanceof Value.Undefined;
      case "none" -> value instanceof Value.None;
      case "true" -> value.equals(new Value.Bool(true));
      case "false" -> value.equals(new Value.Bool(false));
      case "boolean" -> value instanceof Value.Bool;
      case "string" -> value instanceof Text;
      case "number" -> Numbers.isNumber(value);
      case "integer" -> value instanceof Value.Int;
      case "float" -> value instanceof Value.Real;
      case "mapping" -> value instanceof Value.Fields;
      case "sequence", "iterable" -> isSequence(value);
      case "callable" -> isCallable(value);
      default -> compared(name, value, given);
    };
  }

  private boolean compared(String name, Value value, Given given) {
    return switch (name) {
      case "eq", "equalto", "sameas", "==" -> operators.equal(value, given.need(0, "other"));
      case "ne", "!=" -> !operators.equal(value, given.need(0, "other"));
      case "lt", "lessthan", "<" -> operators.compare(value, given.need(0, "other")) < 0;
      case "le", "<=" -> operators.compare(value, given.need(0, "other")) <= 0;
      case "gt", "greaterthan", ">" -> operators.compare(value, given.need(0, "other")) > 0;
      case "ge", ">=" -> operators.compare(value, given.need(0, "other")) >= 0;
      case "in" -> operators.contains(given.need(0, "seq"), value);
      case "even" -> remainder(value, 2) == 0;
      case "odd" -> remainder(value, 2) == 1;
      case "divisibleby" -> remainder(value, given.integer(0, "num", 1)) == 0;
      case "lower" -> value instanceof Text text && TextMethods.isCased(text.plain(), false);
      case "upper" -> value instanceof Text text && TextMethods.isCased(text.plain(), true);
      default -> throw new TemplateError("the test '" + name + "' is unknown");
    };
  }

  private static boolean isSequence(Value value) {
    return value instanceof Value.Items
        || value instanceof Value.Fields
        || value instanceof Text
        || value instanceof Value.Undefined;
  }

  private static boolean isCallable(Value value) {
    return value instanceof Value.Macro
        || value instanceof Value.Method
        || value instanceof Value.Function;
  }

  private static long remainder(Value value, long divisor) {
    return Numbers.integer(Numbers.apply(Operator.REMAINDER, value, Value.of(divisor)));
  }
}
