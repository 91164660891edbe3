package dev.millrace.grammar.form;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.ebnf.Ebnf;
import dev.millrace.grammar.regex.Regex;
import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.rule.Rules;
import dev.millrace.grammar.rule.Words;
import dev.millrace.grammar.schema.Schemas;
import dev.millrace.grammar.text.Text;
import dev.millrace.llm.Constraint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Puts the rules of one form together. Those of each embedded grammar or schema get a number before
/// their names, so that they do not meet those of another.
final class Assembly {
  private static final int DEEPEST = 100;
  private static final int LONGEST_AVOIDED = 256;
  private static final Expression ANY =
      Expression.any(new Expression.Characters(CharacterSet.all()));

  private final Map<String, Expression> named = new LinkedHashMap<>();
  private int embedded;
  private int depth;

  /// The rules that the expressions made so far call.
  Map<String, Expression> named() {
    return named;
  }

  Expression expression(Constraint.Form form) {
    depth++;
    if (depth > DEEPEST) {
      throw new InvalidConstraint("", "is nested more than %d deep".formatted(DEEPEST));
    }
    Expression expression = translated(form);
    depth--;
    return expression;
  }

  private Expression translated(Constraint.Form form) {
    return switch (form) {
      case Constraint.JsonObject _ -> embed(Schemas.anyObject());
      case Constraint.Schema(var schema) -> embed(Schemas.rules(schema));
      case Constraint.Regex(var pattern) -> Regex.parse(pattern);
      case Constraint.Choice(var texts) -> choice(texts);
      case Constraint.Grammar(var rules) -> embed(Ebnf.parse(rules));
      case Constraint.Literal(var text) -> new Expression.Literal(whole(text, ""));
      case Constraint.Marker(var name) -> new Expression.Marker(name);
      case Constraint.AnyText(var without) -> anyText(without);
      case Constraint.Sequence(var forms) -> new Expression.Sequence(all(forms));
      case Constraint.Either(var forms) -> new Expression.Either(atLeastOne(all(forms)));
      case Constraint.Repeated(var body, int least, var most) ->
          repeated(expression(body), least, most);
    };
  }

  private List<Expression> all(List<Constraint.Form> forms) {
    return forms.stream().map(this::expression).toList();
  }

  private Expression embed(Rules rules) {
    embedded++;
    var renaming = new Renaming(embedded + ":");
    rules.named().forEach((name, body) -> named.put(renaming.of(name), renaming.of(body)));
    return renaming.of(rules.root());
  }

  private static Expression choice(List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      whole(texts.get(i), "[%d]".formatted(i));
    }
    return Words.either(atLeastOne(texts));
  }

  private static Expression anyText(List<String> without) {
    if (without.isEmpty()) {
      return ANY;
    }
    for (int i = 0; i < without.size(); i++) {
      avoidable(without.get(i), "[%d]".formatted(i));
    }
    Expression occurs = Expression.sequence(ANY, Words.either(without), ANY);
    return new Expression.Except(ANY, occurs);
  }

  private static void avoidable(String text, String path) {
    if (whole(text, path).isEmpty()) {
      throw new InvalidConstraint(path, "is empty, and so occurs in every text");
    }
    if (text.length() > LONGEST_AVOIDED) {
      throw new InvalidConstraint(
          path, "is longer than %d and so cannot be kept out of a text".formatted(LONGEST_AVOIDED));
    }
  }

  private static Expression repeated(Expression body, int least, OptionalInt most) {
    int last = most.orElse(Expression.ENDLESS);
    if (least < 0 || last < least) {
      throw new InvalidConstraint("", "cannot be repeated %d to %d times".formatted(least, last));
    }
    return new Expression.Repeat(body, least, last);
  }

  private static <T> List<T> atLeastOne(List<T> choices) {
    if (choices.isEmpty()) {
      throw new InvalidConstraint("", "needs at least one choice");
    }
    return choices;
  }

  private static String whole(String text, String path) {
    boolean halves = text.codePoints().anyMatch(Text::isSurrogate);
    if (halves) {
      throw new InvalidConstraint(path, "has a lone surrogate, which is no character");
    }
    return text;
  }
}
