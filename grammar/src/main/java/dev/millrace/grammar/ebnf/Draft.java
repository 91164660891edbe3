package dev.millrace.grammar.ebnf;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.rule.Rules;
import dev.millrace.grammar.text.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Rules as they have been read, which may call what does not exist or never end.
///
/// @param written where each rule stands
/// @param called where each rule is called first
record Draft(
    Text text,
    Map<String, Expression> rules,
    Map<String, Integer> written,
    Map<String, Integer> called) {
  private static final String ROOT = "root";

  Rules resolved() {
    if (!rules.containsKey(ROOT)) {
      throw new InvalidConstraint("", "has no rule named root, with which it would begin");
    }
    called.forEach(this::defined);
    Set<String> ending = Endings.of(rules);
    var reached = new LinkedHashMap<String, Expression>();
    Set<String> names = Calls.reached(rules, ROOT);
    rules.forEach((name, body) -> {
      if (names.contains(name)) {
        ends(name, ending);
        reached.put(name, body);
      }
    });
    return new Rules(new Expression.Call(ROOT), reached);
  }

  private void ends(String name, Set<String> ending) {
    if (!ending.contains(name)) {
      throw text.wrong(
          written.getOrDefault(name, 0),
          "the rule %s calls itself without an end; give it an alternative that does not"
              .formatted(name));
    }
  }

  private void defined(String name, int position) {
    if (!rules.containsKey(name)) {
      throw text.wrong(position, "there is no rule named %s".formatted(name));
    }
  }
}
