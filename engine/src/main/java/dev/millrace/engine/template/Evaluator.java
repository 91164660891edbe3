package dev.millrace.engine.template;

import dev.millrace.engine.template.Expression.Operator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Works out expressions.
final class Evaluator {
  private final Budget budget;
  private final Functions functions;
  private final MacroCalls macros;
  private final Operators operators;
  private final Members members;
  private final Filters filters;
  private final Tests tests;

  Evaluator(Budget budget, Functions functions, MacroCalls macros) {
    this.budget = budget;
    this.functions = functions;
    this.macros = macros;
    this.operators = new Operators(budget);
    this.members = new Members(budget);
    this.filters = new Filters(budget);
    this.tests = new Tests(budget);
  }

  /// Runs a macro: what statements do for expressions.
  interface MacroCalls {
    Value call(Value.Macro macro, Given given);
  }

  Value value(Expression expression, Scope scope) {
    budget.step();
    budget.enter();
    try {
      return unguarded(expression, scope);
    } catch (TemplateError error) {
      throw error.near(expression.place());
    } finally {
      budget.leave();
    }
  }

  private Value unguarded(Expression expression, Scope scope) {
    return switch (expression) {
      case Expression.Literal(_, var value) -> value;
      case Expression.Name(_, var name) -> scope.get(name);
      case Expression.ListOf list -> list(list, scope);
      case Expression.DictOf dict -> dict(dict, scope);
      case Expression.Attribute(_, var target, var name) ->
          members.attribute(value(target, scope), name);
      case Expression.Item(_, var target, var key) ->
          members.item(value(target, scope), value(key, scope));
      case Expression.Slice slice -> slice(slice, scope);
      case Expression.Call(_, var target, var arguments) ->
          call(value(target, scope), given(arguments, scope));
      case Expression.Filter(_, var target, var name, var arguments) ->
          filters.apply(name, value(target, scope), given(arguments, scope));
      case Expression.Test(_, var target, var name, var arguments) ->
          Value.of(tests.holds(name, value(target, scope), given(arguments, scope)));
      case Expression.Unary unary -> unary(unary, scope);
      case Expression.Binary binary -> binary(binary, scope);
      case Expression.Choice choice -> choice(choice, scope);
    };
  }

  private Value list(Expression.ListOf list, Scope scope) {
    var values = new ArrayList<Value>();
    list.items().forEach(item -> values.add(value(item, scope)));
    return new Value.Items(values);
  }

  private Value dict(Expression.DictOf dict, Scope scope) {
    var values = new LinkedHashMap<Text, Value>();
    for (var entry : dict.entries()) {
      if (!(value(entry.key(), scope) instanceof Text key)) {
        throw new TemplateError("the keys of a mapping must be strings");
      }
      values.put(key, value(entry.value(), scope));
    }
    return new Value.Fields(values);
  }

  private Value slice(Expression.Slice slice, Scope scope) {
    Value target = value(slice.target(), scope);
    Optional<Long> from = bound(slice.bounds().from(), scope);
    Optional<Long> to = bound(slice.bounds().to(), scope);
    long step = bound(slice.bounds().step(), scope).orElse(1L);
    return new Sequences(budget).slice(target, from, to, step);
  }

  private Optional<Long> bound(Optional<Expression> bound, Scope scope) {
    return bound
        .map(expression -> value(expression, scope))
        .filter(value -> !(value instanceof Value.None))
        .map(Numbers::integer);
  }

  Given given(Expression.Arguments arguments, Scope scope) {
    if (arguments.positional().isEmpty() && arguments.named().isEmpty()) {
      return Given.NOTHING;
    }
    var positional = new ArrayList<Value>();
    arguments.positional().forEach(argument -> positional.add(value(argument, scope)));
    var named = new LinkedHashMap<String, Value>();
    arguments.named().forEach((name, argument) -> named.put(name, value(argument, scope)));
    return new Given(positional, named);
  }

  private Value call(Value target, Given given) {
    return switch (target) {
      case Value.Macro macro -> macros.call(macro, given);
      case Value.Method(var self, var name) -> members.call(self, name, given);
      case Value.Function(var name) -> functions.call(name, given);
      case Value.Undefined(var name) -> throw new TemplateError("'" + name + "' is undefined");
      case Value other -> throw new TemplateError(other.kind() + " cannot be called");
    };
  }

  private Value unary(Expression.Unary unary, Scope scope) {
    Value operand = value(unary.operand(), scope);
    return switch (unary.sign()) {
      case NOT -> Value.of(!operand.truth());
      case MINUS -> Numbers.negated(operand);
      case PLUS -> Numbers.apply(Operator.ADD, Value.of(0L), operand);
    };
  }

  private Value binary(Expression.Binary binary, Scope scope) {
    Value left = value(binary.left(), scope);
    return switch (binary.operator()) {
      case AND -> left.truth() ? value(binary.right(), scope) : left;
      case OR -> left.truth() ? left : value(binary.right(), scope);
      case EQUAL,
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
          POWER ->
          operators.apply(binary.operator(), left, value(binary.right(), scope));
    };
  }

  private Value choice(Expression.Choice choice, Scope scope) {
    if (value(choice.test(), scope).truth()) {
      return value(choice.then(), scope);
    }
    return choice
        .otherwise()
        .map(otherwise -> value(otherwise, scope))
        .orElse(new Value.Undefined("the other case"));
  }
}
