package dev.millrace.grammar.schema;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.rule.Expression;
import java.util.ArrayList;
import java.util.List;

/// A language of strings as it stands between the quotes of JSON strings: character by character,
/// each in its one form that [JsonText#escaped] gives. No two strings become the same, so what holds
/// of the strings holds of their forms.
final class Escape {
  private static final CharacterSet SPECIAL =
      CharacterSet.range(0, 0x1f).or(CharacterSet.of("\"\\"));

  private Escape() {}

  static Expression of(Expression strings) {
    return switch (strings) {
      case Expression.Literal(var text) -> literal(text);
      case Expression.Characters(var set) -> characters(set);
      case Expression.Sequence(var parts) -> new Expression.Sequence(all(parts));
      case Expression.Either(var choices) -> new Expression.Either(all(choices));
      case Expression.Repeat(var body, var least, var most) ->
          new Expression.Repeat(of(body), least, most);
      case Expression.Both(var left, var right) -> new Expression.Both(of(left), of(right));
      case Expression.Except(var body, var excluded) ->
          new Expression.Except(of(body), of(excluded));
      case Expression.Call _, Expression.Marker _ -> strings;
    };
  }

  private static List<Expression> all(List<Expression> parts) {
    return parts.stream().map(Escape::of).toList();
  }

  private static Expression literal(String text) {
    var quoted = JsonText.quoted(text);
    return Plain.text(quoted.substring(1, quoted.length() - 1));
  }

  private static Expression characters(CharacterSet set) {
    var special = set.and(SPECIAL);
    if (special.isEmpty()) {
      return new Expression.Characters(set);
    }
    var texts = new ArrayList<String>();
    for (var range : special.ranges()) {
      for (int at = range.first(); at <= range.last(); at++) {
        texts.add(JsonText.escaped(at));
      }
    }
    return Expression.either(
        new Expression.Characters(set.without(SPECIAL)), Enumeration.of(texts));
  }
}
