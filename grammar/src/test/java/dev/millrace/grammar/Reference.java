package dev.millrace.grammar;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.rule.Rules;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Says by the definition alone whether a text is in a language, or the beginning of one that is.
/// From every place in the text it finds where each rule may end, and whether it may go on past the
/// end of the text; again and again until nothing more is found.
final class Reference {
  /// How many characters are tried to complete what must hold at once.
  private static final int TRIED = 4;

  /// One more than the rules name, for all others.
  private static final List<String> LETTERS = List.of("a", "b", "é", "è");

  private final Rules rules;
  private final Map<Begun, Boolean> completed;
  private final byte[] text;
  private final Map<String, BitSet> ends = new HashMap<>();
  private final Map<String, Boolean> beyond = new HashMap<>();
  private boolean changed;

  /// A text of an expression, begun.
  record Begun(Expression expression, String text) {}

  /// @param completed what has been tried, kept for other texts of the same rules
  Reference(Rules rules, byte[] text, Map<Begun, Boolean> completed) {
    this.rules = rules;
    this.completed = completed;
    this.text = text;
    do {
      changed = false;
      rules.named().forEach(this::settle);
    } while (changed);
  }

  boolean contains() {
    return ends(rules.root(), 0).get(text.length);
  }

  boolean begins() {
    return contains() || beyond(rules.root(), 0);
  }

  private void settle(String name, Expression body) {
    for (int from = 0; from <= text.length; from++) {
      settle(name + from, body, from);
    }
  }

  private void settle(String key, Expression body, int from) {
    var found = ends(body, from);
    changed |= !found.equals(ends.put(key, found));
    boolean more = beyond(body, from);
    changed |= !Boolean.valueOf(more).equals(beyond.put(key, more));
  }

  /// Where a text of the expression that begins at `from` may end.
  private BitSet ends(Expression expression, int from) {
    return switch (expression) {
      case Expression.Literal(var literal) ->
          literal(literal.getBytes(StandardCharsets.UTF_8), from);
      case Expression.Marker _ -> new BitSet();
      case Expression.Characters(var set) -> character(set, from);
      case Expression.Sequence(var parts) -> sequence(parts, from);
      case Expression.Either(var choices) -> {
        var all = new BitSet();
        choices.forEach(choice -> all.or(ends(choice, from)));
        yield all;
      }
      case Expression.Repeat repeat -> repeated(repeat, from);
      case Expression.Call(var name) -> ends.getOrDefault(name + from, new BitSet());
      case Expression.Both(var left, var right) -> {
        var both = (BitSet) ends(left, from).clone();
        both.and(ends(right, from));
        yield both;
      }
      case Expression.Except(var body, var excluded) -> {
        var rest = (BitSet) ends(body, from).clone();
        rest.andNot(ends(excluded, from));
        yield rest;
      }
    };
  }

  private BitSet literal(byte[] literal, int from) {
    var found = new BitSet();
    int to = from + literal.length;
    if (to <= text.length && Arrays.equals(text, from, to, literal, 0, literal.length)) {
      found.set(to);
    }
    return found;
  }

  private BitSet character(CharacterSet set, int from) {
    var found = new BitSet();
    for (var letter : LETTERS) {
      if (set.contains(letter.codePointAt(0))) {
        found.or(literal(letter.getBytes(StandardCharsets.UTF_8), from));
      }
    }
    return found;
  }

  private BitSet then(BitSet froms, Expression next) {
    var all = new BitSet();
    froms.stream().forEach(from -> all.or(ends(next, from)));
    return all;
  }

  private BitSet sequence(List<Expression> parts, int from) {
    var at = new BitSet();
    at.set(from);
    for (var part : parts) {
      at = then(at, part);
    }
    return at;
  }

  private BitSet repeated(Expression.Repeat repeat, int from) {
    var all = new BitSet();
    var at = new BitSet();
    at.set(from);
    int rounds = Math.min(repeat.most(), repeat.least() + text.length + 1);
    for (int i = 0; i <= rounds; i++) {
      if (i >= repeat.least()) {
        all.or(at);
      }
      at = then(at, repeat.body());
    }
    return all;
  }

  /// Whether a text of the expression begins with what is left of this one, and is longer.
  private boolean beyond(Expression expression, int from) {
    return switch (expression) {
      case Expression.Literal(var literal) -> beyond(literal, from);
      case Expression.Marker _ -> from == text.length;
      case Expression.Characters(var set) -> beyond(set, from);
      case Expression.Sequence(var parts) -> beyond(parts, from);
      case Expression.Either(var choices) -> choices.stream().anyMatch(one -> beyond(one, from));
      case Expression.Repeat repeat -> beyond(repeat, from);
      case Expression.Call(var name) -> beyond.getOrDefault(name + from, false);
      case Expression.Both both -> tried(both, from);
      case Expression.Except except -> tried(except, from);
    };
  }

  private boolean beyond(String literal, int from) {
    byte[] bytes = literal.getBytes(StandardCharsets.UTF_8);
    int left = text.length - from;
    return left < bytes.length && Arrays.equals(text, from, text.length, bytes, 0, left);
  }

  private boolean beyond(CharacterSet set, int from) {
    boolean whole = from == text.length && !set.isEmpty();
    boolean half = from + 1 == text.length && (text[from] & 0xff) == 0xc3;
    return whole || (half && !set.and(CharacterSet.range(0xc0, 0xff)).isEmpty());
  }

  private boolean beyond(List<Expression> parts, int from) {
    var at = new BitSet();
    at.set(from);
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      var rest = parts.subList(i + 1, parts.size());
      if (at.stream().anyMatch(place -> beyond(part, place))
          && rest.stream().allMatch(this::derivesAnything)) {
        return true;
      }
      at = then(at, part);
    }
    return false;
  }

  private boolean beyond(Expression.Repeat repeat, int from) {
    var at = new BitSet();
    at.set(from);
    int rounds = Math.min(repeat.most(), repeat.least() + text.length + 1);
    for (int i = 0; i < rounds; i++) {
      if (at.stream().anyMatch(place -> beyond(repeat.body(), place))) {
        return true;
      }
      at = then(at, repeat.body());
    }
    return false;
  }

  private boolean derivesAnything(Expression expression) {
    return beyond(expression, text.length) || ends(expression, text.length).get(text.length);
  }

  /// By trying all short ways to go on; parts of these have no calls.
  private boolean tried(Expression expression, int from) {
    var left = new String(text, from, text.length - from, StandardCharsets.ISO_8859_1);
    var begun = new Begun(expression, left);
    var known = completed.get(begun);
    if (known == null) {
      known = tried(expression, Arrays.copyOfRange(text, from, text.length), TRIED);
      completed.put(begun, known);
    }
    return known;
  }

  private boolean tried(Expression expression, byte[] begun, int more) {
    if (more < TRIED && new Reference(Rules.of(expression), begun, completed).contains()) {
      return true;
    }
    if (more == 0) {
      return false;
    }
    for (var letter : LETTERS) {
      byte[] bytes = letter.getBytes(StandardCharsets.UTF_8);
      boolean half = begun.length > 0 && (begun[begun.length - 1] & 0xff) == 0xc3;
      if (half) {
        bytes = Arrays.copyOfRange(bytes, bytes.length - 1, bytes.length);
      }
      byte[] longer = Arrays.copyOf(begun, begun.length + bytes.length);
      System.arraycopy(bytes, 0, longer, begun.length, bytes.length);
      if (tried(expression, longer, more - 1)) {
        return true;
      }
    }
    return false;
  }
}
