package dev.millrace.engine.template;

import dev.millrace.engine.template.Expression.Operator;

/// Arithmetic as in Python: whole numbers stay whole but for `/`, and truth values count as 0 and 1.
final class Numbers {
  private Numbers() {}

  static boolean isNumber(Value value) {
    return value instanceof Value.Int || value instanceof Value.Real || value instanceof Value.Bool;
  }

  static Value apply(Operator operator, Value left, Value right) {
    if (!isNumber(left) || !isNumber(right)) {
      throw new TemplateError("cannot calculate with " + left.kind() + " and " + right.kind());
    }
    try {
      boolean whole = !(left instanceof Value.Real) && !(right instanceof Value.Real);
      return whole && operator != Operator.DIVIDE
          ? Value.of(whole(operator, integer(left), integer(right)))
          : new Value.Real(real(operator, real(left), real(right)));
    } catch (ArithmeticException impossible) {
      throw new TemplateError("cannot calculate: " + impossible.getMessage());
    }
  }

  static int compare(Value left, Value right) {
    boolean real = left instanceof Value.Real || right instanceof Value.Real;
    return real
        ? Double.compare(real(left) + 0.0, real(right) + 0.0)
        : Long.compare(integer(left), integer(right));
  }

  static Value negated(Value value) {
    return apply(Operator.SUBTRACT, new Value.Int(0), value);
  }

  static long integer(Value value) {
    return switch (value) {
      case Value.Int(var number) -> number;
      case Value.Bool(var truth) -> truth ? 1 : 0;
      case Value.Real(var number) -> (long) number;
      case Value other -> throw new TemplateError(other.kind() + " is no number");
    };
  }

  static double real(Value value) {
    return value instanceof Value.Real(var number) ? number : integer(value);
  }

  private static long whole(Operator operator, long left, long right) {
    return switch (operator) {
      case ADD -> Math.addExact(left, right);
      case SUBTRACT -> Math.subtractExact(left, right);
      case MULTIPLY -> Math.multiplyExact(left, right);
      case FLOOR_DIVIDE -> Math.floorDivExact(left, right);
      case REMAINDER -> Math.floorMod(left, right);
      case POWER -> power(left, right);
      case AND,
          OR,
          EQUAL,
          UNEQUAL,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL,
          IN,
          CONCAT,
          DIVIDE ->
          throw new IllegalArgumentException("not whole arithmetic: " + operator);
    };
  }

  private static long power(long base, long exponent) {
    if (exponent < 0 || exponent > 63) {
      throw new ArithmeticException("an exponent must be 0 to 63");
    }
    return Math.powExact(base, (int) exponent);
  }

  private static double real(Operator operator, double left, double right) {
    if (right == 0 && (operator == Operator.DIVIDE || operator == Operator.FLOOR_DIVIDE)) {
      throw new ArithmeticException("division by zero");
    }
    return switch (operator) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
      case FLOOR_DIVIDE -> Math.floor(left / right);
      case REMAINDER -> left - Math.floor(left / right) * right;
      case POWER -> Math.pow(left, right);
      case AND, OR, EQUAL, UNEQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IN, CONCAT ->
          throw new IllegalArgumentException("not arithmetic: " + operator);
    };
  }
}
