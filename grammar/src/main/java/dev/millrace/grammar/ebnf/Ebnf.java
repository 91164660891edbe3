package dev.millrace.grammar.ebnf;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.rule.Rules;
import dev.millrace.grammar.text.Text;

/// Grammars of rules `name ::= body`, of which `root` is the whole text: the EBNF of SGLang and
/// XGrammar, and GBNF as llama.cpp has it.
///
/// A body is made of `"texts"`, `'texts'`, classes as `[a-z0-9_\-]` and `[^"]`, `.` for any
/// character, names of rules, groups in parentheses, `|`, and the quantifiers `*`, `+`, `?`, `{2}`,
/// `{2,}` and `{2,5}`. Comments run from `#` to the end of the line or stand between `(*` and `*)`.
/// A rule ends where the next begins, so that line breaks are possible anywhere. Look-ahead, macros
/// (`TagDispatch`) and tokens of the model (`<...>`) are refused by name.
public final class Ebnf {
  private static final int LIMIT = 1 << 20;

  private Ebnf() {}

  /// The rules as they can be compiled: every rule called is there, and derives something.
  ///
  /// @throws InvalidConstraint if they are malformed, too large, or cannot be enforced
  public static Rules parse(String rules) {
    var text = new Text(rules, LIMIT);
    return new RulesParser(text).parse().resolved();
  }
}
