package dev.millrace.grammar.regex;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.rule.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// An expression, and whether the empty text is among its texts.
record Piece(Expression expression, boolean nullable) {
  static final Piece NOTHING = new Piece(Expression.nothing(), false);
  static final Piece EMPTY = new Piece(Expression.empty(), true);
  static final Piece ANY =
      new Piece(Expression.any(new Expression.Characters(CharacterSet.all())), true);

  boolean isNothing() {
    return expression instanceof Expression.Either(var choices) && choices.isEmpty();
  }

  Piece both(Piece other) {
    if (isNothing() || other.isNothing()) {
      return NOTHING;
    }
    return new Piece(new Expression.Both(expression, other.expression), nullable && other.nullable);
  }

  Piece except(Piece other) {
    if (isNothing() || other.isNothing()) {
      return this;
    }
    return new Piece(
        new Expression.Except(expression, other.expression), nullable && !other.nullable);
  }

  Piece repeat(int least, int most) {
    return new Piece(new Expression.Repeat(expression, least, most), least == 0 || nullable);
  }

  static Piece sequence(List<Piece> pieces) {
    if (pieces.stream().anyMatch(Piece::isNothing)) {
      return NOTHING;
    }
    var parts = new ArrayList<Expression>();
    var text = new StringBuilder();
    for (var piece : pieces) {
      if (piece.expression instanceof Expression.Literal(var more)) {
        text.append(more);
      } else {
        flush(text, parts);
        parts.add(piece.expression);
      }
    }
    flush(text, parts);
    return new Piece(single(parts), pieces.stream().allMatch(Piece::nullable));
  }

  static Piece either(List<Piece> pieces) {
    List<Piece> some = pieces.stream().filter(piece -> !piece.isNothing()).toList();
    if (some.size() < 2) {
      return some.isEmpty() ? NOTHING : some.getFirst();
    }
    boolean nullable = some.stream().anyMatch(Piece::nullable);
    List<String> words =
        some.stream().map(Piece::expression).<String>mapMulti(Piece::word).toList();
    if (words.size() == some.size()) {
      return new Piece(Words.either(words), nullable);
    }
    return new Piece(
        new Expression.Either(some.stream().map(Piece::expression).toList()), nullable);
  }

  private static void word(Expression expression, Consumer<String> words) {
    if (expression instanceof Expression.Literal(var text)) {
      words.accept(text);
    }
  }

  private static void flush(StringBuilder text, List<Expression> parts) {
    if (!text.isEmpty()) {
      parts.add(new Expression.Literal(text.toString()));
      text.setLength(0);
    }
  }

  private static Expression single(List<Expression> parts) {
    return switch (parts.size()) {
      case 0 -> Expression.empty();
      case 1 -> parts.getFirst();
      default -> new Expression.Sequence(parts);
    };
  }
}
