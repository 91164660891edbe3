package dev.millrace.engine.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something in a template that has a value.
sealed interface Expression {
  Place place();

  record Literal(Place place, Value value) implements Expression {}

  record Name(Place place, String name) implements Expression {}

  /// A list or a tuple.
  record ListOf(Place place, List<Expression> items) implements Expression {}

  record DictOf(Place place, List<Entry> entries) implements Expression {}

  record Entry(Expression key, Expression value) {}

  /// `target.name`.
  record Attribute(Place place, Expression target, String name) implements Expression {}

  /// `target[key]`.
  record Item(Place place, Expression target, Expression key) implements Expression {}

  /// `target[from:to:step]`.
  record Slice(Place place, Expression target, Bounds bounds) implements Expression {}

  record Bounds(Optional<Expression> from, Optional<Expression> to, Optional<Expression> step) {}

  record Call(Place place, Expression target, Arguments arguments) implements Expression {}

  /// `target | name(arguments)`.
  record Filter(Place place, Expression target, String name, Arguments arguments)
      implements Expression {}

  /// `target is name(arguments)`.
  record Test(Place place, Expression target, String name, Arguments arguments)
      implements Expression {}

  record Unary(Place place, Sign sign, Expression operand) implements Expression {}

  record Binary(Place place, Operator operator, Expression left, Expression right)
      implements Expression {}

  /// `then if test else otherwise`.
  record Choice(Place place, Expression test, Expression then, Optional<Expression> otherwise)
      implements Expression {}

  record Arguments(List<Expression> positional, Map<String, Expression> named) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());
  }

  enum Sign {
    NOT,
    MINUS,
    PLUS
  }

  enum Operator {
    AND,
    OR,
    EQUAL,
    UNEQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    IN,
    CONCAT,
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    FLOOR_DIVIDE,
    REMAINDER,
    POWER
  }
}
