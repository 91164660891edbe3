package dev.millrace.grammar.compile;

import dev.millrace.grammar.automaton.Ints;
import dev.millrace.grammar.automaton.Loop;
import dev.millrace.grammar.automaton.Node;
import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.rule.Expression;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Thompson's construction, from the end of an expression to its beginning: every expression is
/// built before the node that follows it, and is known by the node it begins with.
final class Construction {
  /// A repetition that is no larger when written out is written out.
  private static final int SHORT = 8;

  /// The same within another that counts.
  private static final int SHORT_IN_LOOP = 512;

  private static final int MARKER_BEGINS = 0xff;
  private static final int MARKER_ENDS = 0xfe;

  private final RuleTable rules;
  private final Draft draft;
  private final Product product;
  private final List<Expression> networks = new ArrayList<>();
  private final int[] networkOf;
  private final Map<CharacterSet, List<int[]>> spellings = new HashMap<>();

  private Construction(RuleTable rules, Draft draft, Product product) {
    this.rules = rules;
    this.draft = draft;
    this.product = product;
    this.networkOf = new int[rules.size()];
    Arrays.fill(networkOf, -1);
  }

  /// Builds a network of every rule that is called, and one of the root, which is the first.
  static void build(RuleTable rules, Draft draft, Product product) {
    var construction = new Construction(rules, draft, product);
    construction.networks.add(rules.body(0));
    for (int i = 0; i < construction.networks.size(); i++) {
      construction.part(construction.networks.get(i));
    }
  }

  private void part(Expression expression) {
    int accept = draft.reserve();
    int start = build(expression, accept);
    draft.addPart(new Draft.Part(start, accept, accept));
  }

  private int build(Expression expression, int next) {
    return switch (expression) {
      case Expression.Literal(var text) -> bytes(text.getBytes(StandardCharsets.UTF_8), next);
      case Expression.Marker(var name) -> marker(name, next);
      case Expression.Characters(var set) -> characters(set, next);
      case Expression.Sequence(var parts) -> {
        int start = next;
        for (var part : parts.reversed()) {
          start = build(part, start);
        }
        yield start;
      }
      case Expression.Either(var choices) ->
          choices.size() == 1 ? build(choices.getFirst(), next) : either(choices, next);
      case Expression.Repeat repeat -> repeat(repeat, next);
      case Expression.Call(var name) -> call(rules.number(name), next);
      case Expression.Both(Expression.Characters(var one), Expression.Characters(var other)) ->
          characters(one.and(other), next);
      case Expression.Except(Expression.Characters(var one), Expression.Characters(var other)) ->
          characters(one.without(other), next);
      case Expression.Both(var left, var right) -> product.both(left, right, draft, next);
      case Expression.Except(var body, var excluded) -> product.except(body, excluded, draft, next);
    };
  }

  private int byteRead(int value, int next) {
    return draft.add(new Node.Read(value, value, next));
  }

  private int bytes(byte[] text, int next) {
    int start = next;
    for (int i = text.length - 1; i >= 0; i--) {
      start = byteRead(text[i] & 0xff, start);
    }
    return start;
  }

  /// The two bytes around the name are in no UTF-8.
  private int marker(String name, int next) {
    int end = byteRead(MARKER_ENDS, next);
    return byteRead(MARKER_BEGINS, bytes(name.getBytes(StandardCharsets.UTF_8), end));
  }

  private int either(List<Expression> choices, int next) {
    return draft.add(new Node.Jump(choices.stream().mapToInt(one -> build(one, next)).toArray()));
  }

  private int call(int rule, int next) {
    if (rules.isSmall(rule)) {
      return build(rules.body(rule), next);
    }
    if (networkOf[rule] < 0) {
      networkOf[rule] = networks.size();
      networks.add(rules.body(rule));
    }
    return draft.add(new Node.Call(networkOf[rule], next, false));
  }

  private int characters(CharacterSet set, int next) {
    var sequences = spellings.computeIfAbsent(set, Utf8::sequences);
    return sequences.isEmpty() ? draft.reserve() : spelled(sequences, next, new HashMap<>());
  }

  /// Sequences that end alike share their ends.
  private int spelled(List<int[]> sequences, int next, Map<List<Integer>, Integer> known) {
    var key = sequences.stream().flatMapToInt(Arrays::stream).boxed().toList();
    var before = known.get(key);
    if (before != null) {
      return before;
    }
    var edges = new Ints();
    for (int from = 0; from < sequences.size(); ) {
      int[] first = sequences.get(from);
      int to = from;
      var rests = new ArrayList<int[]>();
      while (to < sequences.size()
          && sequences.get(to)[0] == first[0]
          && sequences.get(to)[1] == first[1]) {
        rests.add(Arrays.copyOfRange(sequences.get(to), 2, sequences.get(to).length));
        to++;
      }
      edges.add(first[0]);
      edges.add(first[1]);
      edges.add(first.length == 2 ? next : spelled(rests, next, known));
      from = to;
    }
    int node = draft.add(new Node.Read(edges.toArray()));
    known.put(key, node);
    return node;
  }

  private int repeat(Expression.Repeat repeat, int next) {
    if (repeat.most() == 0) {
      return next;
    }
    boolean endless = repeat.most() == Expression.ENDLESS;
    long times = endless ? repeat.least() + 1L : repeat.most();
    if (times == 1
        || times * rules.weight(repeat.body()) <= (draft.inLoop() ? SHORT_IN_LOOP : SHORT)) {
      return unrolled(repeat, next);
    }
    if (endless && times == 2) {
      return onceOrMore(repeat.body(), next);
    }
    return draft.inLoop() ? apart(repeat, next) : counted(repeat, next);
  }

  private int unrolled(Expression.Repeat repeat, int next) {
    int start = next;
    if (repeat.most() == Expression.ENDLESS) {
      start = draft.reserve();
      draft.set(start, new Node.Jump(build(repeat.body(), start), next));
    } else {
      for (int i = repeat.least(); i < repeat.most(); i++) {
        start = draft.add(new Node.Jump(build(repeat.body(), start), next));
      }
    }
    for (int i = 0; i < repeat.least(); i++) {
      start = build(repeat.body(), start);
    }
    return start;
  }

  private int onceOrMore(Expression body, int next) {
    int after = draft.reserve();
    int start = build(body, after);
    draft.set(after, new Node.Jump(start, next));
    return start;
  }

  private int counted(Expression.Repeat repeat, int next) {
    int enter = draft.reserve();
    int loop = draft.beginLoop();
    int again = draft.add(new Node.Again(loop));
    int body = build(repeat.body(), again);
    draft.endLoop(new Loop(repeat.least(), repeat.most(), body, next));
    draft.set(enter, new Node.Enter(loop));
    return enter;
  }

  /// A network of its own, where it may count.
  private int apart(Expression repeat, int next) {
    networks.add(repeat);
    return draft.add(new Node.Call(networks.size() - 1, next, false));
  }
}
