package dev.millrace.grammar.schema;

import static dev.millrace.grammar.rule.Expression.ENDLESS;
import static dev.millrace.grammar.rule.Expression.empty;
import static dev.millrace.grammar.rule.Expression.optional;

import dev.millrace.grammar.rule.Expression;

/// Members whose number is bounded. Other members may bear the same name twice, which counts once,
/// so that more than one of them cannot be asked for.
final class Sizes {
  private final Members members;
  private final Path path;

  /// @param path what to refuse if their number cannot be kept
  Sizes(Members members, Path path) {
    this.members = members;
    this.path = path;
  }

  /// As many members as allowed.
  Expression within(int least, int most) {
    long required = members.declared().stream().filter(Members.Member::required).count();
    boolean others = members.others().isPresent();
    boolean enough = least <= Math.max(1, required);
    boolean bounded = !others && members.declared().size() <= most;
    if (enough && (most == ENDLESS || bounded)) {
      return members.expression(least > 0);
    }
    if (enough && others && members.declared().isEmpty()) {
      return most == 0 ? empty() : listed(members.others().orElseThrow(), least, most);
    }
    if (most == 0) {
      return empty();
    }
    throw path.then(enough ? "maxProperties" : "minProperties")
        .refused(
            "the number of members is enforced only where required ones are enough, or where none"
                + " is declared by name");
  }

  private static Expression listed(Expression member, int least, int most) {
    var all = Plain.listed(member, 1, most);
    return least > 0 ? all : optional(all);
  }
}
