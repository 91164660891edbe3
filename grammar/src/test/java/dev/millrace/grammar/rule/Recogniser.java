package dev.millrace.grammar.rule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Says slowly and plainly whether rules derive a text. For each expression and each place of the
/// text it keeps the places up to which the expression derives, and starts over until no place is
/// added, so that left recursion is no special case. For short texts.
///
/// A marker is spelled `⟦name⟧` in the text.
public final class Recogniser {
  private static final Pattern SYMBOL = Pattern.compile("⟦([^⟧]*)⟧|.", Pattern.DOTALL);

  private final Rules rules;
  private final List<String> symbols = new ArrayList<>();
  private final IdentityHashMap<Expression, Map<Integer, BitSet>> known = new IdentityHashMap<>();
  private final Map<String, Map<Integer, BitSet>> derived = new HashMap<>();
  private final IdentityHashMap<Expression, BitSet> visited = new IdentityHashMap<>();
  private boolean grown;

  private Recogniser(Rules rules, String text) {
    this.rules = rules;
    SYMBOL.matcher(text).results().forEach(symbol -> symbols.add(symbol.group()));
  }

  public static boolean accepts(Expression expression, String text) {
    return accepts(Rules.of(expression), text);
  }

  public static boolean accepts(Rules rules, String text) {
    var recogniser = new Recogniser(rules, text);
    return recogniser.ends().get(recogniser.symbols.size());
  }

  private BitSet ends() {
    BitSet ends;
    do {
      grown = false;
      visited.clear();
      ends = ends(rules.root(), 0);
    } while (grown);
    return ends;
  }

  private BitSet ends(Expression expression, int from) {
    BitSet ends =
        known
            .computeIfAbsent(expression, _ -> new HashMap<>())
            .computeIfAbsent(from, _ -> new BitSet());
    BitSet done = visited.computeIfAbsent(expression, _ -> new BitSet());
    if (done.get(from)) {
      return ends;
    }
    done.set(from);
    BitSet found = derive(expression, from);
    if (!found.equals(ends)) {
      grown = true;
      ends.clear();
      ends.or(found);
    }
    return ends;
  }

  private BitSet derive(Expression expression, int from) {
    return switch (expression) {
      case Expression.Literal(var text) -> literal(text, from);
      case Expression.Marker(var name) -> single(isMarker(from, name), from + 1);
      case Expression.Characters(var set) -> single(isOf(set, from), from + 1);
      case Expression.Sequence(var parts) -> {
        BitSet at = single(true, from);
        for (var part : parts) {
          at = step(part, at);
        }
        yield at;
      }
      case Expression.Either(var choices) -> {
        var all = new BitSet();
        choices.forEach(choice -> all.or(ends(choice, from)));
        yield all;
      }
      case Expression.Repeat repeat -> repeat(repeat, from);
      case Expression.Call(var rule) -> call(rule, from);
      case Expression.Both(var left, var right) -> {
        var both = copy(ends(left, from));
        both.and(ends(right, from));
        yield both;
      }
      case Expression.Except(var body, var excluded) -> {
        var rest = copy(ends(body, from));
        rest.andNot(ends(excluded, from));
        yield rest;
      }
    };
  }

  private BitSet call(String rule, int from) {
    var places = derived.computeIfAbsent(rule, _ -> new HashMap<>());
    BitSet ends = places.computeIfAbsent(from, _ -> new BitSet());
    Expression body = rules.named().get(rule);
    if (body == null) {
      throw new IllegalStateException("no rule " + rule);
    }
    ends.or(ends(body, from));
    return copy(ends);
  }

  private BitSet repeat(Expression.Repeat repeat, int from) {
    var all = new BitSet();
    BitSet at = single(true, from);
    var earlier = new ArrayList<BitSet>();
    for (int times = 0; times <= repeat.most() && !at.isEmpty(); times++) {
      if (times >= repeat.least()) {
        all.or(at);
      }
      if (times >= repeat.least() && earlier.contains(at)) {
        break;
      }
      earlier.add(at);
      at = step(repeat.body(), at);
    }
    return all;
  }

  private BitSet step(Expression expression, BitSet at) {
    var next = new BitSet();
    at.stream().forEach(place -> next.or(ends(expression, place)));
    return next;
  }

  private BitSet literal(String text, int from) {
    var end = from + (int) text.codePoints().count();
    boolean found =
        end <= symbols.size() && String.join("", symbols.subList(from, end)).equals(text);
    return single(found, end);
  }

  private boolean isMarker(int at, String name) {
    return at < symbols.size() && symbols.get(at).equals("⟦" + name + "⟧");
  }

  private boolean isOf(CharacterSet set, int at) {
    return at < symbols.size()
        && symbols.get(at).codePointCount(0, symbols.get(at).length()) == 1
        && set.contains(symbols.get(at).codePointAt(0));
  }

  private static BitSet single(boolean present, int place) {
    var set = new BitSet();
    set.set(place, present ? place + 1 : place);
    return set;
  }

  private static BitSet copy(BitSet set) {
    return (BitSet) set.clone();
  }
}
