package dev.millrace.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.grammar.mask.Readings;
import dev.millrace.llm.Constraint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Constraints made to take long or to fill the memory. Each is refused, or compiled and read.
final class HostileConstraintTest {
  private static final byte[] TEXT = "aaaaaaaaaaaaaaaaaaab!".getBytes(StandardCharsets.UTF_8);

  static Stream<String> patterns() {
    return Stream.of(
        "(a+)+$",
        "(a|aa)*",
        "((a+)+)+b",
        "(a*)*b",
        "(.*a){12}.{10}",
        "(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)x",
        "(a?){200}a{200}",
        "(a?){5000}a{5000}",
        ".*a.{200}",
        "(?=.*a.{14}).*",
        "(?!.*a.{18}).*b",
        "(((a{100}){100}){100}){100}",
        "(a|b){0,50000}",
        "(a{0,100}){0,100}",
        "\\p{L}{1000}",
        "\\p{L}".repeat(10_000),
        "(?i)" + "[\\0-\\uffff]".repeat(1000),
        "(a".repeat(100) + ")+".repeat(100),
        "(a?".repeat(100) + ")*".repeat(100),
        "(?=(?=a)a*)".repeat(5) + "a*",
        "(x|(?=a)a)".repeat(10) + "b",
        "a|".repeat(30_000),
        "a^b");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("patterns")
  void aPatternIsRefusedOrRead(String pattern) {
    refusedOrRead(new Constraint.Regex(pattern));
  }

  static Stream<String> grammars() {
    return Stream.of(
        rules(30, i -> "r%d r%d".formatted(i + 1, i + 1)),
        rules(40, i -> "r%d | r%d \"b\"".formatted(i + 1, i + 1)),
        rules(20_000, i -> "r%d".formatted(i + 1)),
        rules(20_000, i -> "\"a\" r%d".formatted(i + 1)),
        rules(20_000, i -> "r%d \"a\" | r0".formatted(i + 1)),
        rules(100, _ -> cliqueOf(100)),
        "root ::= root root | \"a\" | \"\"",
        "root ::= root root root | root root | \"a\"",
        "root ::= root \"a\" | \"a\"",
        "root ::= x \"!\"\nx ::= y \"a\" | \"a\"\ny ::= z \"a\" | x\nz ::= x | y \"a\"",
        "root ::= empty root \"a\" | \"a\"\nempty ::= \"\" | \"a\"",
        "root ::= \"a\" root \"a\" | \"!\" root \"!\" | \"\"",
        "root ::= a a a a a a\na ::= (b? b? b? b?)*\nb ::= a | \"a\" | root",
        "root ::= ((((\"a\"{100}){100}){100}){100}){100}");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("grammars")
  void aGrammarIsRefusedOrRead(String rules) {
    refusedOrRead(new Constraint.Grammar(rules));
  }

  static Stream<Constraint.Form> forms() {
    return Stream.of(
        new Constraint.Choice(IntStream.range(1, 3000).mapToObj("a"::repeat).toList()),
        new Constraint.Choice(IntStream.range(0, 5000).mapToObj(i -> "word" + i * 7).toList()),
        new Constraint.AnyText(IntStream.range(0, 2000).mapToObj(i -> "<f" + i + ">").toList()),
        new Constraint.AnyText(List.of("ab".repeat(5000))),
        new Constraint.AnyText(List.of("ab".repeat(128), "ba".repeat(127))));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("forms")
  void aFormIsRefusedOrRead(Constraint.Form form) {
    refusedOrRead(form);
  }

  @Test
  void countsWithinCountsAreFollowedFarEnough() {
    var matcher = hostile().matcher();
    var tokens = words();
    var masks = new Masks(TokenTable.of(tokens));
    var mask = new long[Math.ceilDiv(tokens.size(), Long.SIZE)];
    for (int token = 0; token < 300; token++) {
      masks.allowed(matcher, mask);
      assertThat(mask[token >> 6] & (1L << token)).isNotZero();
      assertThat(matcher.accept(tokens.get(token))).isTrue();
    }
  }

  @Test
  void aMaskThatTakesTooMuchWorkIsRefusedAndHarmsNoOther() {
    var table = TokenTable.of(words());
    var readings = new Readings(table.trie(), table.size());
    var mask = new long[Math.ceilDiv(table.size(), Long.SIZE)];
    var matcher = hostile().matcher();
    assertThatThrownBy(() -> readings.allowed(matcher.automaton(), matcher.state(), mask, 3))
        .isInstanceOf(InvalidConstraint.class)
        .hasMessageContaining("too many readings");
    var other = Language.of(new Constraint.Literal("ab ")).matcher();
    readings.allowed(other.automaton(), other.state(), mask, 1000);
    assertThat(mask[0]).isEqualTo(0b10);
  }

  private static Language hostile() {
    return Language.of(new Constraint.Regex("(([a-z ]{1,200}-?){1,300};?){1,50}"));
  }

  private static List<byte[]> words() {
    var words = new ArrayList<byte[]>();
    for (char one = 'a'; one <= 'z'; one++) {
      for (char other = 'a'; other <= 'z'; other++) {
        words.add(("" + one + other + ' ').getBytes(StandardCharsets.US_ASCII));
      }
    }
    return words;
  }

  private static void refusedOrRead(Constraint.Form form) {
    try {
      var matcher = Language.of(form).matcher();
      for (int times = 0; times < 5; times++) {
        for (byte one : TEXT) {
          matcher.accept(new byte[] {one});
        }
      }
      assertThat(matcher.complete() || matcher.open()).isTrue();
    } catch (InvalidConstraint refused) {
      assertThat(refused.why()).isNotEmpty();
    }
  }

  private static String rules(int many, IntFunction<String> body) {
    return "root ::= r0\n"
        + IntStream.range(0, many)
            .mapToObj(i -> "r%d ::= %s\n".formatted(i, body.apply(i)))
            .collect(Collectors.joining())
        + "r%d ::= \"a\"\n".formatted(many);
  }

  private static String cliqueOf(int many) {
    return "\"a\" | "
        + IntStream.range(0, many)
            .mapToObj("r%d \"a\""::formatted)
            .collect(Collectors.joining(" | "));
  }
}
