package dev.millrace.grammar.regex;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.text.Text;
import java.util.ArrayList;

/// Reads a pattern: alternatives, terms, groups and quantifiers.
final class PatternParser {
  private static final int DEEPEST = 100;
  private static final int MOST_TIMES = 100_000;
  private static final int MOST_LOOK_AHEADS = 10;
  private static final CharacterSet NOT_DOT = CharacterSet.of("\n\r\u2028\u2029");

  private final Text text;
  private final Escapes escapes;
  private Flags flags = new Flags(false, false);
  private int depth;
  private int lookAheads;

  PatternParser(Text text) {
    this.text = text;
    this.escapes = new Escapes(text);
  }

  Node parse() {
    if (flagsForAllFollow()) {
      text.take("(?");
      flags = Flags.read(text, flags, ")");
    }
    Node whole = alternatives();
    if (!text.ended()) {
      throw text.wrong("this parenthesis closes none; write \\) for the character");
    }
    return whole;
  }

  private boolean flagsForAllFollow() {
    int at = 2;
    while (Text.isLetter(text.peek(at))) {
      at++;
    }
    return text.at("(?") && at > 2 && text.peek(at) == ')';
  }

  private Node alternatives() {
    var choices = new ArrayList<Node>();
    do {
      choices.add(sequence());
    } while (text.take("|"));
    return choices.size() == 1 ? choices.getFirst() : new Node.Either(choices);
  }

  private Node sequence() {
    var parts = new ArrayList<Node>();
    while (!text.ended() && text.peek() != '|' && text.peek() != ')') {
      int start = text.position();
      parts.add(quantified(term(), start));
    }
    return parts.size() == 1 ? parts.getFirst() : new Node.Sequence(parts);
  }

  private Node term() {
    int start = text.position();
    if (quantifierFollows()) {
      throw text.wrong("there is nothing before the quantifier that it could repeat");
    }
    int character = text.next("needs a term here");
    return switch (character) {
      case '^' -> new Node.Start();
      case '$' -> new Node.End();
      case '.' -> new Node.OneOf(flags.dotAll() ? CharacterSet.all() : NOT_DOT.not());
      case '[' -> new Node.OneOf(new ClassParser(text, escapes, flags).parse(start));
      case '(' -> group(start);
      case '\\' -> escape();
      default -> flags.one(character);
    };
  }

  private Node escape() {
    if (text.take("A")) {
      return new Node.Start();
    }
    if (text.take("Z") || text.take("z")) {
      return new Node.End();
    }
    return flags.cased(escapes.read());
  }

  private Node group(int start) {
    depth++;
    if (depth > DEEPEST) {
      throw text.wrong(start, "groups are nested more than %d deep".formatted(DEEPEST));
    }
    Flags outer = flags;
    Node group = text.take("?") ? special(start) : closed(start);
    flags = outer;
    depth--;
    return group;
  }

  private Node special(int start) {
    if (text.take(":")) {
      return closed(start);
    }
    if (text.at("=") || text.at("!")) {
      return lookAhead(start, text.take("!"));
    }
    if (text.at("<=") || text.at("<!")) {
      throw text.wrong(
          start, "look-behind cannot be enforced; write what stands before it instead");
    }
    if (text.take("P<") || text.take("<")) {
      name(start);
      return closed(start);
    }
    if (text.at(">")) {
      throw text.wrong(start, "atomic groups cannot be enforced; use (?:...)");
    }
    if (Flags.isFlag(text.peek())) {
      flags = Flags.read(text, flags, ":");
      return closed(start);
    }
    throw text.wrong(start, "this kind of group is not supported; use (?:...)");
  }

  private Node lookAhead(int start, boolean negative) {
    lookAheads++;
    if (lookAheads > MOST_LOOK_AHEADS) {
      throw text.wrong(start, "more than %d look-aheads".formatted(MOST_LOOK_AHEADS));
    }
    if (!negative) {
      text.take("=");
    }
    return new Node.Ahead(closed(start), negative, start);
  }

  private void name(int start) {
    int length = 0;
    while (!text.take(">")) {
      int character = text.next("the name of the group needs a > behind it");
      if (!Character.isJavaIdentifierPart(character)) {
        throw text.wrong(start, "the name of the group may have letters, digits and _ only");
      }
      length++;
    }
    if (length == 0) {
      throw text.wrong(start, "the name of the group is empty");
    }
  }

  private Node closed(int start) {
    Node inside = alternatives();
    if (!text.take(")")) {
      throw text.wrong(start, "this group needs a ) at its end");
    }
    return inside;
  }

  private Node quantified(Node term, int start) {
    int position = text.position();
    if (!quantifierFollows()) {
      return term;
    }
    if (term instanceof Node.Start || term instanceof Node.End || term instanceof Node.Ahead) {
      throw text.wrong(start, "an anchor or look-ahead cannot be repeated");
    }
    Node repeated = repeat(term, position);
    if (text.at("+")) {
      throw text.wrong("possessive quantifiers cannot be enforced; leave out the second +");
    }
    text.take("?"); // a lazy quantifier finds the same texts
    if (quantifierFollows()) {
      throw text.wrong("two quantifiers follow each other; put the first into a group (?:...)");
    }
    return repeated;
  }

  private Node repeat(Node body, int position) {
    if (text.take("*")) {
      return new Node.Repeat(body, 0, Expression.ENDLESS, position);
    }
    if (text.take("+")) {
      return new Node.Repeat(body, 1, Expression.ENDLESS, position);
    }
    if (text.take("?")) {
      return new Node.Repeat(body, 0, 1, position);
    }
    text.take("{");
    int least = text.number(MOST_TIMES);
    int most = least;
    if (text.take(",")) {
      most = text.at("}") ? Expression.ENDLESS : text.number(MOST_TIMES);
    }
    text.take("}");
    if (most < least) {
      throw text.wrong(position, "the second number is smaller than the first");
    }
    return new Node.Repeat(body, least, most, position);
  }

  private boolean quantifierFollows() {
    int next = text.peek();
    return next == '*' || next == '+' || next == '?' || (next == '{' && isCount(1));
  }

  /// Whether the text goes on, `skipped` characters further, like the inside of `{2}`, `{2,}` or
  /// `{2,3}`; else a brace is a character like others.
  private boolean isCount(int skipped) {
    int at = digits(skipped);
    if (at == skipped) {
      if (text.peek(at) == ',' && text.peek(digits(at + 1)) == '}' && digits(at + 1) > at + 1) {
        throw text.wrong("write {0,n}: some take {,n} for a quantifier, others for a text");
      }
      return false;
    }
    if (text.peek(at) == ',') {
      at = digits(at + 1);
    }
    return text.peek(at) == '}';
  }

  private int digits(int skipped) {
    int at = skipped;
    while (Text.isDigit(text.peek(at))) {
      at++;
    }
    return at;
  }
}
