package dev.millrace.grammar.regex;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.text.Text;
import java.util.ArrayList;
import java.util.List;

/// Turns a regular expression as it is written into the texts it stands for.
///
/// A look-ahead is the intersection of what follows it with what it asks for. So what follows must
/// be known up to the end of the text, and expressions that look ahead are read from their end.
final class Meaning {
  private static final int MOST_ANCHORED = 100;

  private final Text text;
  private final Piece around;

  /// @param text the pattern, for the places of mistakes
  /// @param around what may stand before and behind a match
  Meaning(Text text, Piece around) {
    this.text = text;
    this.around = around;
  }

  Expression of(Node pattern) {
    Edges whole = untilEnd(pattern, Edges.untilEnd(around, Piece.NOTHING));
    Piece anywhere = Piece.sequence(List.of(around, whole.atEnd()));
    return Piece.either(List.of(anywhere, whole.whole())).expression();
  }

  private Edges untilEnd(Node node, Edges rest) {
    if (!node.looksAhead()) {
      return plain(node).then(rest);
    }
    return switch (node) {
      case Node.Ahead ahead -> ahead(ahead, rest);
      case Node.Sequence(var parts) -> sequenceUntilEnd(parts, rest);
      case Node.Either(var choices) ->
          Edges.either(choices.stream().map(one -> untilEnd(one, rest)).toList());
      case Node.Repeat(var body, int least, int most, _) when most == 1 && least == 1 ->
          untilEnd(body, rest);
      case Node.Repeat(var body, int least, int most, _) when most == 1 && least == 0 ->
          Edges.either(List.of(untilEnd(body, rest), rest));
      case Node.Repeat _, Node.One _, Node.OneOf _, Node.Start _, Node.End _ ->
          plain(node).then(rest);
    };
  }

  private Edges sequenceUntilEnd(List<Node> parts, Edges rest) {
    Edges following = rest;
    int end = parts.size();
    for (int at = end - 1; at >= 0; at--) {
      if (parts.get(at).looksAhead()) {
        following = sequence(parts.subList(at + 1, end)).then(following);
        following = untilEnd(parts.get(at), following);
        end = at;
      }
    }
    return sequence(parts.subList(0, end)).then(following);
  }

  private Edges ahead(Node.Ahead ahead, Edges rest) {
    Edges asked = untilEnd(ahead.body(), Edges.untilEnd(Piece.ANY, Piece.NOTHING));
    if (!ahead.negative()) {
      Piece fromStart = Piece.either(List.of(rest.atEnd(), rest.whole()));
      Piece askedFromStart = Piece.either(List.of(asked.atEnd(), asked.whole()));
      boolean tied = !rest.whole().isNothing() || !asked.whole().isNothing();
      return Edges.untilEnd(
          rest.atEnd().both(asked.atEnd()), tied ? fromStart.both(askedFromStart) : Piece.NOTHING);
    }
    if (!asked.whole().isNothing()) {
      throw text.wrong(ahead.position(), "^ is not possible inside of a negative look-ahead");
    }
    return Edges.untilEnd(rest.atEnd().except(asked.atEnd()), rest.whole().except(asked.atEnd()));
  }

  private Edges plain(Node node) {
    return switch (node) {
      case Node.One(int character) ->
          Edges.anywhere(new Piece(new Expression.Literal(Character.toString(character)), false));
      case Node.OneOf(var set) -> Edges.anywhere(new Piece(new Expression.Characters(set), false));
      case Node.Start _ -> Edges.start();
      case Node.End _ -> Edges.end();
      case Node.Sequence(var parts) -> sequence(parts);
      case Node.Either(var choices) ->
          Edges.either(choices.stream().map(one -> plain(one)).toList());
      case Node.Repeat repeat -> repeat(repeat);
      case Node.Ahead(_, _, int position) ->
          throw text.wrong(
              position, "a look-ahead inside of a repetition cannot be enforced; take it out");
    };
  }

  private Edges sequence(List<Node> parts) {
    Edges all = Edges.anywhere(Piece.EMPTY);
    var run = new ArrayList<Piece>();
    int anchored = 0;
    for (var part : parts) {
      Edges next = plain(part);
      if (next.free()) {
        run.add(next.anywhere());
        continue;
      }
      anchored++;
      if (anchored > MOST_ANCHORED) {
        throw new InvalidConstraint(
            "", "has more than %d anchors in a row".formatted(MOST_ANCHORED));
      }
      all = all.then(Edges.anywhere(Piece.sequence(run))).then(next);
      run.clear();
    }
    return all.then(Edges.anywhere(Piece.sequence(run)));
  }

  private Edges repeat(Node.Repeat repeat) {
    Edges body = plain(repeat.body());
    if (body.free()) {
      return Edges.anywhere(body.anywhere().repeat(repeat.least(), repeat.most()));
    }
    if (repeat.most() > 1) {
      throw text.wrong(
          repeat.position(), "what has an anchor (^ or $) inside cannot be repeated; take it out");
    }
    Edges none = Edges.anywhere(Piece.EMPTY);
    if (repeat.most() == 0) {
      return none;
    }
    return repeat.least() == 1 ? body : Edges.either(List.of(none, body));
  }
}
