package dev.millrace.grammar.rule;

import java.util.List;

/// A set of texts. Characters are Unicode code points, which the compiler spells in UTF-8.
public sealed interface Expression {
  /// No bound on a [Repeat].
  int ENDLESS = Integer.MAX_VALUE;

  /// Exactly this text, which may be empty and holds no lone surrogate.
  record Literal(String text) implements Expression {}

  /// The control token of this name, which is no text.
  record Marker(String name) implements Expression {}

  /// One character of the set; nothing at all if it is empty.
  record Characters(CharacterSet set) implements Expression {}

  /// One after the other; the empty text if there are none.
  record Sequence(List<Expression> parts) implements Expression {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /// One of them; nothing at all if there are none.
  record Either(List<Expression> choices) implements Expression {
    public Either {
      choices = List.copyOf(choices);
    }
  }

  /// `least` to `most` times, [#ENDLESS] for no bound.
  record Repeat(Expression body, int least, int most) implements Expression {
    public Repeat {
      if (least < 0 || most < least) {
        throw new IllegalArgumentException("repeated " + least + " to " + most + " times");
      }
    }
  }

  /// What the rule of that name derives.
  record Call(String rule) implements Expression {}

  /// What both derive. Neither may call a rule that calls itself, however indirectly.
  record Both(Expression left, Expression right) implements Expression {}

  /// What `body` derives and `excluded` does not; the same limit as for [Both].
  record Except(Expression body, Expression excluded) implements Expression {}

  /// The empty text.
  static Expression empty() {
    return new Literal("");
  }

  /// Nothing, not even the empty text.
  static Expression nothing() {
    return new Either(List.of());
  }

  /// One after the other.
  static Expression sequence(Expression... parts) {
    return new Sequence(List.of(parts));
  }

  /// One of them.
  static Expression either(Expression... choices) {
    return new Either(List.of(choices));
  }

  /// Once or not at all.
  static Expression optional(Expression body) {
    return new Repeat(body, 0, 1);
  }

  /// As often as one likes.
  static Expression any(Expression body) {
    return new Repeat(body, 0, ENDLESS);
  }
}
