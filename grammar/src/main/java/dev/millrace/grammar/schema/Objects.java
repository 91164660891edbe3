package dev.millrace.grammar.schema;

import static dev.millrace.grammar.rule.Expression.sequence;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.rule.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Objects within limits: the members that are spoken of by name, in the order in which they are,
/// then any others that are allowed.
final class Objects {
  private static final int MOST_PATTERNS = 6;
  private static final int MOST_INLINE = 8;
  private static final Expression ANY_NAME =
      Expression.any(new Expression.Characters(CharacterSet.all()));

  private final Values values;
  private final Path path;

  /// @param path what to refuse if they cannot be written
  Objects(Values values, Path path) {
    this.values = values;
    this.path = path;
  }

  Expression of(ObjectLimits limits) {
    if (limits.isNone()) {
      return Plain.OBJECT;
    }
    var declared = new ArrayList<Members.Member>();
    for (var name : limits.declared()) {
      boolean required = limits.required().contains(name);
      var member = member(limits, name);
      if (member.isEmpty() && required) {
        return Expression.nothing();
      }
      member.ifPresent(one -> declared.add(new Members.Member(one, required)));
    }
    var others = others(limits);
    var members = new Members(shared(declared), others);
    values.spend(declared.size(), path);
    return Plain.object(new Sizes(members, path).within(limits.least(), limits.most()));
  }

  /// Members of an object of many as rules, since an expression of them has each several times.
  private List<Members.Member> shared(List<Members.Member> declared) {
    if (declared.size() <= MOST_INLINE) {
      return declared;
    }
    return declared.stream()
        .map(one -> new Members.Member(values.member(path, one.member()), one.required()))
        .toList();
  }

  /// A declared member; absent if it can have no value.
  private Optional<Expression> member(ObjectLimits limits, String name) {
    var demands = limits.member(name);
    boolean possible =
        values.possible(demands)
            && (limits.names().isEmpty() || values.named(limits.names(), name));
    return possible
        ? Optional.of(sequence(Plain.text(JsonText.quoted(name)), Plain.COLON, values.of(demands)))
        : Optional.empty();
  }

  /// One member that is not declared; absent if there can be none.
  private Optional<Expression> others(ObjectLimits limits) {
    var patterns = new LinkedHashMap<String, Expression>();
    limits
        .parts()
        .forEach(
            part -> part.patterns().forEach(one -> patterns.put(one.pattern(), one.language())));
    if (patterns.size() > MOST_PATTERNS) {
      throw path.then("patternProperties")
          .refused("more than " + MOST_PATTERNS + " patterns for the members of one object");
    }
    var choices = new ArrayList<Expression>();
    var all = List.copyOf(patterns.keySet());
    for (int set = 0; set < 1 << all.size(); set++) {
      var matching = new LinkedHashSet<String>();
      for (int at = 0; at < all.size(); at++) {
        if ((set >> at & 1) == 1) {
          matching.add(all.get(at));
        }
      }
      other(limits, patterns, matching).ifPresent(choices::add);
    }
    return choices.isEmpty()
        ? Optional.empty()
        : Optional.of(choices.size() == 1 ? choices.getFirst() : new Expression.Either(choices));
  }

  /// A member whose name is in these languages and in no other.
  private Optional<Expression> other(
      ObjectLimits limits, Map<String, Expression> patterns, Set<String> matching) {
    var demands = limits.other(matching);
    if (!values.possible(demands)) {
      return Optional.empty();
    }
    var name = name(limits, patterns, matching);
    return Optional.of(sequence(name, Plain.COLON, values.of(demands)));
  }

  private Expression name(
      ObjectLimits limits, Map<String, Expression> patterns, Set<String> matching) {
    var inside = new ArrayList<Expression>();
    var outside = new ArrayList<Expression>();
    patterns.forEach((key, language) -> (matching.contains(key) ? inside : outside).add(language));
    values.names(limits.names()).ifPresent(inside::add);
    if (!limits.declared().isEmpty()) {
      outside.add(Strings.listed(limits.declared()));
    }
    if (inside.isEmpty() && outside.isEmpty()) {
      return Plain.STRING;
    }
    var names = inside.stream().reduce(Expression.Both::new).orElse(ANY_NAME);
    for (var language : outside) {
      names = new Expression.Except(names, language);
    }
    return Plain.string(Escape.of(names));
  }
}
