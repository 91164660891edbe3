package dev.millrace.grammar.ebnf;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Reads rules: names, alternatives, groups and quantifiers.
final class RulesParser {
  private static final int DEEPEST = 100;
  private static final int MOST_TIMES = 100_000;
  private static final String DEFINES = "::=";
  private static final Set<String> MACROS =
      Set.of("TagDispatch", "TokenTagDispatch", "Token", "ExcludeToken");

  private final Text text;
  private final Terminals terminals;
  private final Map<String, Expression> rules = new LinkedHashMap<>();
  private final Map<String, Integer> written = new LinkedHashMap<>();
  private final Map<String, Integer> called = new LinkedHashMap<>();
  private int depth;

  RulesParser(Text text) {
    this.text = text;
    this.terminals = new Terminals(text);
  }

  Draft parse() {
    skip();
    while (!text.ended()) {
      rule();
    }
    return new Draft(text, rules, written, called);
  }

  private void rule() {
    int start = text.position();
    String name = name();
    if (name.isEmpty()) {
      throw text.wrong(start, unexpected());
    }
    skip();
    if (!text.take(DEFINES)) {
      throw text.wrong("needs ::= here; rules are written: name ::= body");
    }
    if (written.putIfAbsent(name, start) != null) {
      throw text.wrong(start, "there are two rules named %s; join them with |".formatted(name));
    }
    rules.put(name, alternatives());
  }

  private Expression alternatives() {
    skip();
    int start = text.position();
    var choices = new ArrayList<Expression>();
    choices.add(sequence());
    while (text.take("|")) {
      choices.add(sequence());
    }
    if (choices.size() > 1) {
      return new Expression.Either(choices);
    }
    if (text.position() == start) {
      throw text.wrong("needs a body here; write \"\" for the empty text");
    }
    return choices.getFirst();
  }

  private Expression sequence() {
    var parts = new ArrayList<Expression>();
    skip();
    while (termFollows()) {
      parts.add(quantified(term()));
      skip();
    }
    return parts.size() == 1 ? parts.getFirst() : new Expression.Sequence(parts);
  }

  /// A name with `::=` behind it begins the next rule.
  private boolean termFollows() {
    if (text.ended() || text.at("|") || (text.at(")") && depth > 0)) {
      return false;
    }
    int start = text.position();
    boolean named = !name().isEmpty();
    skip();
    boolean nextRule = named && text.at(DEFINES);
    text.back(start);
    return !nextRule;
  }

  private Expression term() {
    int start = text.position();
    String name = name();
    if (!name.isEmpty()) {
      return call(name, start);
    }
    int character = text.next("needs a term here");
    return switch (character) {
      case '"', '\'' -> terminals.literal(character, start);
      case '[' -> terminals.characters(start);
      case '.' -> new Expression.Characters(CharacterSet.all());
      case '(' -> group(start);
      default -> {
        text.back(start);
        throw text.wrong(unexpected());
      }
    };
  }

  private Expression call(String name, int start) {
    if (MACROS.contains(name) && text.at("(")) {
      throw text.wrong(start, "the macro %s is not supported; write it as rules".formatted(name));
    }
    called.putIfAbsent(name, start);
    return new Expression.Call(name);
  }

  private Expression group(int start) {
    if (text.at("=")) {
      throw text.wrong(start, "look-ahead (=...) is not supported; leave it out");
    }
    depth++;
    if (depth > DEEPEST) {
      throw text.wrong(start, "groups are nested more than %d deep".formatted(DEEPEST));
    }
    Expression inside = alternatives();
    if (!text.take(")")) {
      throw text.wrong(start, "this group needs a ) at its end");
    }
    depth--;
    return inside;
  }

  private Expression quantified(Expression body) {
    skip();
    int start = text.position();
    if (!quantifierFollows()) {
      return body;
    }
    Expression repeated = repeat(body, start);
    skip();
    if (quantifierFollows()) {
      throw text.wrong("two quantifiers follow each other; put the first into a group (...)");
    }
    return repeated;
  }

  private boolean quantifierFollows() {
    return text.at("*") || text.at("+") || text.at("?") || text.at("{");
  }

  private Expression repeat(Expression body, int start) {
    if (text.take("*")) {
      return Expression.any(body);
    }
    if (text.take("+")) {
      return new Expression.Repeat(body, 1, Expression.ENDLESS);
    }
    if (text.take("?")) {
      return Expression.optional(body);
    }
    text.take("{");
    int least = number();
    int most = least;
    if (text.take(",")) {
      skip();
      most = text.at("}") ? Expression.ENDLESS : number();
    }
    if (!text.take("}")) {
      throw text.wrong(start, "this quantifier needs a } at its end");
    }
    if (most < least) {
      throw text.wrong(start, "the second number is smaller than the first");
    }
    return new Expression.Repeat(body, least, most);
  }

  private int number() {
    skip();
    if (!Text.isDigit(text.peek())) {
      throw text.wrong("needs a number here, as in {2}, {2,} or {2,5}");
    }
    int number = text.number(MOST_TIMES);
    skip();
    return number;
  }

  /// Reads a name; empty, and nothing is read, if there is none.
  private String name() {
    var name = new StringBuilder();
    while (isName(text.peek()) || (!name.isEmpty() && joinsName())) {
      name.appendCodePoint(text.next("needs a name here"));
    }
    return name.toString();
  }

  private static boolean isName(int character) {
    return Text.isLetter(character) || Text.isDigit(character) || character == '_';
  }

  private boolean joinsName() {
    return text.at("-") || (text.at(".") && isName(text.peek(1)));
  }

  /// Skips blanks, line ends and comments.
  private void skip() {
    do {
      text.skip(RulesParser::isBlank);
    } while (comment());
  }

  private boolean comment() {
    int start = text.position();
    if (text.at("#")) {
      text.skip(character -> character != '\n');
      return true;
    }
    boolean found = text.take("(*");
    while (found && !text.take("*)")) {
      if (text.ended()) {
        throw text.wrong(start, "this comment needs a *) at its end");
      }
      text.skip(character -> character != '*');
      text.skip(character -> character == '*' && !text.at("*)"));
    }
    return found;
  }

  private static boolean isBlank(int character) {
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
  }

  private String unexpected() {
    return switch (text.peek()) {
      case '*', '+', '?', '{' -> "there is nothing before the quantifier that it could repeat";
      case ')' -> "this parenthesis closes none";
      case '<', '!' -> "tokens of the model (<...>) are not supported; write their text";
      case '/' -> "regular expressions are not possible here; write a class as [a-z]";
      case '=', ':' -> "is no ::=; rules are written: name ::= body";
      case '|' -> "an alternative needs a rule around it: name ::= body";
      case '$', '%' -> "is not the beginning of a rule; rules are written: name ::= body";
      case Text.END -> "needs a rule here";
      default -> "no term begins with %s".formatted(Character.toString(text.peek()));
    };
  }
}
