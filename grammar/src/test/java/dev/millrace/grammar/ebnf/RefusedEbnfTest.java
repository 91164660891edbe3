package dev.millrace.grammar.ebnf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.grammar.InvalidConstraint;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RefusedEbnfTest {
  private static final String SOUND =
      """
      root ::= "a" (b | [a-c]{1,2})* # note
      b ::= 'x\\n' | "" | root "(" (* or *) .?
      """;
  private static final String ALPHABET = "ab()[]{}|*+?^\\.,-:=!<>\"'#rootnuxU09 é\ud83d\udc6a\n";

  /// A line break in a grammar is spelled ; here.
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "``                        ~ ``    ~ no rule named root",
        "expr ::= \"a\"            ~ ``    ~ no rule named root",
        "root ::= \"a\";b ::= c    ~ :2:7  ~ no rule named c",
        "root ::= b                ~ :1:10 ~ no rule named b",
        "root ::= \"a\";root ::= \"b\" ~ :2:1 ~ two rules named root",
        "root = \"a\"              ~ :1:6  ~ name ::= body",
        "root: \"a\"               ~ :1:5  ~ name ::= body",
        "start: a;a: b             ~ :1:6  ~ name ::= body",
        "root                      ~ :1:5  ~ needs ::=",
        "root ::=                  ~ :1:9  ~ needs a body",
        "root ::= ();              ~ :1:11 ~ needs a body",
        "root ::= ;b ::= \"a\"     ~ :2:1  ~ needs a body",
        "root ::= (\"a\"           ~ :1:10 ~ needs a )",
        "root ::= \"a\")           ~ :1:13 ~ closes none",
        "root ::= \"a              ~ :1:10 ~ needs a quote",
        "root ::= 'a\\'            ~ :1:10 ~ needs a quote",
        "root ::= \"a\\            ~ :1:13 ~ backslash at the end",
        "root ::= \"\\q\"          ~ :1:11 ~ \\q is not known",
        "root ::= \"\\x4\"         ~ :1:13 ~ 2 hexadecimal digits",
        "root ::= \"\\u12\"        ~ :1:13 ~ 4 hexadecimal digits",
        "root ::= \"\\U00110000\"  ~ :1:13 ~ no character of this number",
        "root ::= \"\\ud83d\"      ~ :1:11 ~ lone surrogate",
        "root ::= [a               ~ :1:10 ~ needs a ]",
        "root ::= []               ~ :1:10 ~ empty",
        "root ::= [z-a]            ~ :1:11 ~ ends before it begins",
        "root ::= [\\d]            ~ :1:11 ~ \\d is not known",
        "root ::= *                ~ :1:10 ~ nothing before the quantifier",
        "root ::= \"a\"**          ~ :1:14 ~ two quantifiers",
        "root ::= \"a\"{}          ~ :1:14 ~ needs a number",
        "root ::= \"a\"{2          ~ :1:13 ~ needs a }",
        "root ::= \"a\"{,2}        ~ :1:14 ~ needs a number",
        "root ::= \"a\"{3,2}       ~ :1:13 ~ smaller",
        "root ::= \"a\"{999999999} ~ :1:14 ~ too large",
        "root ::= \"a\" (=\"b\")   ~ :1:14 ~ look-ahead",
        "root ::= TagDispatch((\"a\", b)) ~ :1:10 ~ the macro TagDispatch",
        "root ::= <[1000]>         ~ :1:10 ~ tokens of the model",
        "root ::= \"a\" !<b>       ~ :1:14 ~ tokens of the model",
        "root ::= /a/              ~ :1:10 ~ regular expressions",
        "root ::= é                ~ :1:10 ~ no term begins with é",
        "%llguidance {}            ~ :1:1  ~ not the beginning of a rule",
        "root ::= \"a\" (* x       ~ :1:14 ~ comment",
        "root ::= root             ~ :1:1  ~ without an end",
        "root ::= \"a\" b;b ::= \"x\" b ~ :1:1 ~ without an end",
        "root ::= \"a\" | b;b ::= (b | \"x\" b)+ ~ :2:1 ~ without an end",
      })
  void whatCannotBeEnforcedIsRefusedByNameAndPlace(String rules, String path, String why) {
    var refused =
        catchThrowableOfType(InvalidConstraint.class, () -> Ebnf.parse(rules.replace(';', '\n')));
    assertThat(refused).isNotNull();
    assertThat(refused.path()).isEqualTo(path);
    assertThat(refused.why()).contains(why);
  }

  static Stream<String> large() {
    return Stream.of(
        "root ::= \"" + "a".repeat(2_000_000) + "\"",
        "root ::= " + "(".repeat(100_000),
        "root ::= " + "(".repeat(100_000) + "\"a\"" + ")".repeat(100_000),
        "root ::= [a\ud83d]");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("large")
  void whatIsTooLargeIsRefused(String rules) {
    assertThat(catchThrowableOfType(InvalidConstraint.class, () -> Ebnf.parse(rules))).isNotNull();
  }

  static Stream<String> wide() {
    return Stream.of(
        "root ::= " + "\"a\" ".repeat(200_000),
        "root ::= " + "\"a\" | ".repeat(100_000),
        "root ::= \"a\" " + "(*".repeat(100_000) + "*)",
        chain(40_000, i -> "r%d ::= r%d\n".formatted(i, i + 1)),
        chain(20_000, i -> "r%d ::= r%d | r%d r%d\n".formatted(i, i + 1, i, i / 2)));
  }

  private static String chain(int length, IntFunction<String> link) {
    return "root ::= r0\n"
        + IntStream.range(0, length).mapToObj(link).collect(Collectors.joining())
        + "r%d ::= \"a\"\n".formatted(length);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("wide")
  void whatIsLongIsReadAllTheSame(String rules) {
    assertThat(Ebnf.parse(rules).named()).isNotEmpty();
  }

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aSpoiltGrammarIsReadOrRefused(int seed) {
    var random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      String rules = spoilt(random);
      try {
        assertThat(Ebnf.parse(rules).named()).containsKey("root");
      } catch (InvalidConstraint refused) {
        assertThat(refused.path()).as(rules).matches("|:\\d+:\\d+");
        assertThat(refused.why()).as(rules).isNotEmpty();
      }
    }
  }

  private static String spoilt(Random random) {
    var spoilt = new StringBuilder(SOUND);
    for (int change : List.of(0, 1, 2).subList(0, 1 + random.nextInt(3))) {
      int at = random.nextInt(spoilt.length() - change);
      char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(3)) {
        case 0 -> spoilt.setCharAt(at, other);
        case 1 -> spoilt.insert(at, other);
        default -> spoilt.delete(at, at + 1 + random.nextInt(3));
      }
    }
    return spoilt.toString();
  }
}
