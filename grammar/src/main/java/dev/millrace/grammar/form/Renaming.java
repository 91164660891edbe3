package dev.millrace.grammar.form;

import dev.millrace.grammar.rule.Expression;
import java.util.List;

/// Puts something before the name of every rule.
record Renaming(String prefix) {
  String of(String name) {
    return prefix + name;
  }

  Expression of(Expression expression) {
    return switch (expression) {
      case Expression.Call(var rule) -> new Expression.Call(of(rule));
      case Expression.Sequence(var parts) -> new Expression.Sequence(all(parts));
      case Expression.Either(var choices) -> new Expression.Either(all(choices));
      case Expression.Repeat(var body, int least, int most) ->
          new Expression.Repeat(of(body), least, most);
      case Expression.Both(var left, var right) -> new Expression.Both(of(left), of(right));
      case Expression.Except(var body, var excluded) ->
          new Expression.Except(of(body), of(excluded));
      case Expression.Literal _, Expression.Marker _, Expression.Characters _ -> expression;
    };
  }

  private List<Expression> all(List<Expression> expressions) {
    return expressions.stream().map(this::of).toList();
  }
}
