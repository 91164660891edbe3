package dev.millrace.grammar.regex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.Language;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.rule.Recogniser;
import dev.millrace.llm.Constraint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares with the JDK's expressions, where both mean the same.
final class RandomRegexTest {
  private static final List<String> TERMS =
      List.of("a", "b", "c", ".", "[ab]", "[^a]", "\\d", "\\W", "1", "[a-c1]", "\\s", "[^\\w-]");
  private static final List<String> QUANTIFIERS =
      List.of("", "", "", "", "*", "+", "?", "{2}", "{1,2}", "{2,}", "*?", "+?");
  private static final List<String> SEEDLINGS =
      List.of(
          "^(?=.*[A-Z])(?=.*\\d).{8,}$",
          "(?i)[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}",
          "\\p{Lu}[^\\n\\]]{2,3}|(?<n>\\x41\\u{42})*?",
          "^(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}$");
  private static final String ALPHABET = "ab()[]{}|*+?^$\\.,-:=!<>dDwWsSuxpPkbi019 é\ud83d\udc6a\n";

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aPatternMatchesWhatThoseOfTheJdkDo(int seed) {
    var random = new Random(seed);
    String pattern = either(random, 3);
    Pattern reference = Pattern.compile(pattern.replace("$", "\\z"));
    Expression whole = Regex.parse(pattern);
    Expression found = Regex.search(pattern);
    for (int i = 0; i < 30; i++) {
      String text = text(random);
      assertThat(Recogniser.accepts(whole, text))
          .as("%s matches %s", pattern, text)
          .isEqualTo(reference.matcher(text).matches());
      assertThat(Recogniser.accepts(found, text))
          .as("%s occurs in %s", pattern, text)
          .isEqualTo(reference.matcher(text).find());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aCompiledPatternMatchesWhatThoseOfTheJdkDo(int seed) {
    var random = new Random(seed);
    String pattern = either(random, 1);
    Pattern reference = Pattern.compile(pattern.replace("$", "\\z"));
    Predicate<String> language = compiled(pattern);
    for (int i = 0; i < 100; i++) {
      String text = text(random);
      assertThat(language.test(text))
          .as("%s matches %s", pattern, text)
          .isEqualTo(reference.matcher(text).matches());
    }
  }

  /// Nothing is matched by what is refused because nothing satisfies it.
  private static Predicate<String> compiled(String pattern) {
    try {
      var language = Language.of(new Constraint.Regex(pattern));
      return text -> {
        var matcher = language.matcher();
        return matcher.accept(text.getBytes(StandardCharsets.UTF_8)) && matcher.complete();
      };
    } catch (InvalidConstraint refused) {
      assertThat(refused.why()).contains("any text");
      return _ -> false;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aSpoiltPatternIsReadOrRefused(int seed) {
    var random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      String pattern = spoilt(random, SEEDLINGS.get(random.nextInt(SEEDLINGS.size())));
      readOrRefused(pattern, Regex::parse);
      readOrRefused(pattern, Regex::search);
    }
  }

  private static void readOrRefused(String pattern, Function<String, Expression> reader) {
    try {
      assertThat(reader.apply(pattern)).isNotNull();
    } catch (InvalidConstraint refused) {
      assertThat(refused.path()).as(pattern).matches("|:\\d+:\\d+");
      assertThat(refused.why()).as(pattern).isNotEmpty();
    }
  }

  private static String spoilt(Random random, String pattern) {
    var spoilt = new StringBuilder(pattern);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(spoilt.length());
      char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(3)) {
        case 0 -> spoilt.setCharAt(at, other);
        case 1 -> spoilt.insert(at, other);
        default -> spoilt.delete(at, Math.min(spoilt.length() - 1, at + 1 + random.nextInt(3)));
      }
    }
    return spoilt.toString();
  }

  private static String either(Random random, int depth) {
    return IntStream.rangeClosed(0, random.nextInt(3))
        .mapToObj(_ -> anchored(random, sequence(random, depth)))
        .collect(Collectors.joining("|"));
  }

  private static String anchored(Random random, String sequence) {
    return switch (random.nextInt(8)) {
      case 0 -> "^" + sequence;
      case 1 -> sequence + "$";
      case 2 -> "^" + sequence + "$";
      case 3 -> "(?=.*" + term(random) + ")" + sequence;
      case 4 -> "(?!" + term(random) + term(random) + ")" + sequence;
      default -> sequence;
    };
  }

  private static String sequence(Random random, int depth) {
    return IntStream.rangeClosed(0, random.nextInt(3))
        .mapToObj(_ -> depth > 0 && random.nextInt(3) == 0 ? group(random, depth) : term(random))
        .collect(Collectors.joining());
  }

  private static String group(Random random, int depth) {
    String inside =
        IntStream.rangeClosed(0, random.nextInt(3))
            .mapToObj(_ -> sequence(random, depth - 1))
            .collect(Collectors.joining("|"));
    return (random.nextBoolean() ? "(" : "(?:") + inside + ")" + pick(random, QUANTIFIERS);
  }

  private static String term(Random random) {
    return pick(random, TERMS) + pick(random, QUANTIFIERS);
  }

  private static String text(Random random) {
    return IntStream.range(0, random.nextInt(6))
        .mapToObj(_ -> pick(random, List.of("a", "b", "c", "1", "-", " ", "é", "\n")))
        .collect(Collectors.joining());
  }

  private static String pick(Random random, List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
