package dev.millrace.grammar.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What an expression with anchors matches, told apart by which ends of the text it must touch.
///
/// @param variants four, by number: what it matches anywhere (0), at the start of the text only
///     (1), at its end only (2), as the whole text only (3)
record Edges(List<Piece> variants) {
  private static final int START = 1;
  private static final int END = 2;

  Edges {
    variants = List.copyOf(variants);
  }

  static Edges anywhere(Piece piece) {
    return new Edges(List.of(piece, Piece.NOTHING, Piece.NOTHING, Piece.NOTHING));
  }

  /// What runs until the end of the text: from anywhere, and from its start only.
  static Edges untilEnd(Piece anywhere, Piece start) {
    return new Edges(List.of(Piece.NOTHING, Piece.NOTHING, anywhere, start));
  }

  static Edges start() {
    return new Edges(List.of(Piece.NOTHING, Piece.EMPTY, Piece.NOTHING, Piece.NOTHING));
  }

  static Edges end() {
    return new Edges(List.of(Piece.NOTHING, Piece.NOTHING, Piece.EMPTY, Piece.NOTHING));
  }

  Piece anywhere() {
    return variants.getFirst();
  }

  /// What it matches at the end of the text.
  Piece atEnd() {
    return variants.get(END);
  }

  /// What it matches only if that is the whole text.
  Piece whole() {
    return variants.get(START | END);
  }

  /// Whether no end of the text matters.
  boolean free() {
    return variants.stream().skip(1).allMatch(Piece::isNothing);
  }

  /// This and then the other.
  Edges then(Edges other) {
    var sums = Stream.generate(() -> new ArrayList<Piece>()).limit(4).toList();
    for (int left = 0; left < 4; left++) {
      for (int right = 0; right < 4; right++) {
        if (!variants.get(left).isNothing() && !other.variants.get(right).isNothing()) {
          sums.get(left | right).add(joined(left, other, right));
        }
      }
    }
    return new Edges(sums.stream().map(Piece::either).toList());
  }

  /// An end of the text inside leaves no text on its far side.
  private Piece joined(int left, Edges other, int right) {
    UnaryOperator<Piece> nothingLeft = piece -> piece.nullable() ? Piece.EMPTY : Piece.NOTHING;
    Piece before = variants.get(left);
    Piece after = other.variants.get(right);
    boolean started = (right & START) != 0;
    boolean ended = (left & END) != 0;
    return Piece.sequence(
        List.of(
            started ? nothingLeft.apply(before) : before,
            ended ? nothingLeft.apply(after) : after));
  }

  static Edges either(List<Edges> choices) {
    return new Edges(
        IntStream.range(0, 4)
            .mapToObj(i -> Piece.either(choices.stream().map(one -> one.variants.get(i)).toList()))
            .toList());
  }
}
