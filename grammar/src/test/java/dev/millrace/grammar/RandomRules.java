package dev.millrace.grammar;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.rule.Rules;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Small rules over few characters, of all sorts: empty, endless, recursive on every side.
final class RandomRules {
  static final List<String> ALPHABET = List.of("a", "b", "é");

  private static final List<String> NAMES = List.of("one", "two", "three");

  private final Random random;

  RandomRules(Random random) {
    this.random = random;
  }

  Rules next() {
    Map<String, Expression> named = new TreeMap<>();
    NAMES.forEach(name -> named.put(name, expression(3, true)));
    return new Rules(expression(3, true), named);
  }

  private Expression expression(int depth, boolean calls) {
    return switch (random.nextInt(depth == 0 ? 4 : calls ? 12 : 11)) {
      case 0 -> new Expression.Literal(text());
      case 1 -> new Expression.Characters(set());
      case 2 ->
          calls
              ? new Expression.Call(NAMES.get(random.nextInt(NAMES.size())))
              : new Expression.Characters(set());
      case 3 -> new Expression.Literal(letter());
      case 4, 5, 6 -> new Expression.Sequence(some(depth, calls));
      case 7, 8 -> new Expression.Either(some(depth, calls));
      case 9, 10 -> repeat(depth, calls);
      default ->
          random.nextBoolean()
              ? new Expression.Both(expression(1, false), expression(1, false))
              : new Expression.Except(expression(1, false), expression(1, false));
    };
  }

  private List<Expression> some(int depth, boolean calls) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(_ -> expression(depth - 1, calls))
        .toList();
  }

  private Expression repeat(int depth, boolean calls) {
    int least = random.nextInt(3);
    int most = random.nextInt(3) == 0 ? Expression.ENDLESS : least + random.nextInt(3);
    return new Expression.Repeat(expression(depth - 1, calls), least, most);
  }

  private String text() {
    var text = new StringBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      text.append(letter());
    }
    return text.toString();
  }

  private String letter() {
    return ALPHABET.get(random.nextInt(ALPHABET.size()));
  }

  private CharacterSet set() {
    var set = CharacterSet.of(text());
    return random.nextInt(4) == 0 ? set.not() : set;
  }
}
