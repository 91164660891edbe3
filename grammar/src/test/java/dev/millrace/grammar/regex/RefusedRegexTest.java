package dev.millrace.grammar.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.grammar.InvalidConstraint;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RefusedRegexTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a(b        ~ :1:2 ~ needs a )",
        "a(?:b|     ~ :1:2 ~ needs a )",
        "ab)        ~ :1:3 ~ closes none",
        "[ab        ~ :1:1 ~ needs a ]",
        "a[^        ~ :1:2 ~ needs a ]",
        "[a-        ~ :1:4 ~ needs a ]",
        "[]         ~ :1:1 ~ no character",
        "[^\\s\\S]  ~ :1:1 ~ no character",
        "[b-a]      ~ :1:2 ~ ends before it begins",
        "x[[:alpha:]] ~ :1:3 ~ POSIX",
        "a\\        ~ :1:3 ~ backslash at the end",
        "[\\        ~ :1:3 ~ backslash at the end",
        "*a         ~ :1:1 ~ nothing before the quantifier",
        "a|+        ~ :1:3 ~ nothing before the quantifier",
        "({2})      ~ :1:2 ~ nothing before the quantifier",
        "a**        ~ :1:3 ~ two quantifiers",
        "a{2}{3}    ~ :1:5 ~ two quantifiers",
        "a+?+       ~ :1:4 ~ two quantifiers",
        "a++        ~ :1:3 ~ possessive",
        "a{1}+      ~ :1:5 ~ possessive",
        "a{3,2}     ~ :1:2 ~ smaller",
        "a{,3}      ~ :1:2 ~ {0,n}",
        "a{999999999} ~ :1:3 ~ too large",
        "a{1,99999999999999999999} ~ :1:5 ~ too large",
        "^*         ~ :1:1 ~ cannot be repeated",
        "(?=a)+     ~ :1:1 ~ cannot be repeated",
        "(^a|b)+    ~ :1:7 ~ anchor",
        "((?!a).)*  ~ :1:2 ~ look-ahead inside of a repetition",
        "(?!^a)b    ~ :1:1 ~ negative look-ahead",
        "a(?<=b)    ~ :1:2 ~ look-behind",
        "a(?<!b)    ~ :1:2 ~ look-behind",
        "(?>a)      ~ :1:1 ~ atomic",
        "(?#a)      ~ :1:1 ~ this kind of group",
        "(?P=a)     ~ :1:1 ~ this kind of group",
        "(?<>a)     ~ :1:1 ~ is empty",
        "(?<a-b>a)  ~ :1:1 ~ letters",
        "(?<a       ~ :1:5 ~ needs a >",
        "(?m)^a     ~ :1:3 ~ the flag m",
        "(?x:a)     ~ :1:3 ~ the flag x",
        "a(?i)b     ~ :1:6 ~ at its beginning only",
        "(a)\\1     ~ :1:4 ~ back-references",
        "\\k<a>     ~ :1:1 ~ back-references",
        "a\\b       ~ :1:2 ~ word boundaries",
        "\\Ba       ~ :1:1 ~ word boundaries",
        "\\Ga       ~ :1:1 ~ the escape \\G",
        "\\01       ~ :1:1 ~ octal",
        "\\x4       ~ :1:3 ~ 2 hexadecimal digits",
        "\\u004g    ~ :1:3 ~ 4 hexadecimal digits",
        "\\u{}      ~ :1:4 ~ hexadecimal digits",
        "\\u{110000} ~ :1:4 ~ no character of this number",
        "\\u{41     ~ :1:4 ~ hexadecimal digits",
        "\\ud83d    ~ :1:1 ~ lone surrogate",
        "\\c1       ~ :1:3 ~ letter",
        "\\p{Nope}  ~ :1:3 ~ the property Nope",
        "\\p{sc=Nope} ~ :1:3 ~ the property sc=Nope",
        "\\p{scx=Greek} ~ :1:3 ~ the property scx=Greek",
        "\\p{L      ~ :1:5 ~ needs a }",
        "\\p        ~ :1:3 ~ {Name}",
      })
  void whatCannotBeEnforcedIsRefusedByNameAndPlace(String pattern, String path, String why) {
    check(pattern, path, why);
  }

  static Stream<String> large() {
    return Stream.of(
        "a".repeat(1_000_000),
        "(".repeat(100_000),
        "(".repeat(30_000) + "a" + ")".repeat(30_000),
        "(?:a|".repeat(10_000),
        "(^|a)".repeat(200),
        "(?=a)".repeat(12),
        "a?^".repeat(200),
        "$a?".repeat(200),
        "[a-".repeat(15_000));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("large")
  void whatIsTooLargeIsRefused(String pattern) {
    assertThat(catchThrowableOfType(InvalidConstraint.class, () -> Regex.search(pattern)))
        .isNotNull();
  }

  static Stream<String> wide() {
    return Stream.of(
        "a".repeat(60_000),
        "a|".repeat(30_000),
        "^$|".repeat(20_000),
        "(?i)" + "[\\0-\\uffff]".repeat(5_000),
        "\\p{L}".repeat(10_000),
        "(?=b)".repeat(10) + "a".repeat(60_000),
        "(a".repeat(100) + ")+".repeat(100));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("wide")
  void whatIsLongIsReadAllTheSame(String pattern) {
    assertThat(Regex.parse(pattern)).isNotNull();
    assertThat(Regex.search(pattern)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {"a\ud83d ~ :1:2 ~ lone surrogate", "[\udc6a] ~ :1:2 ~ lone surrogate"})
  void halfACharacterIsRefused(String pattern, String path, String why) {
    check(pattern, path, why);
  }

  private static void check(String pattern, String path, String why) {
    var refused = catchThrowableOfType(InvalidConstraint.class, () -> Regex.parse(pattern));
    assertThat(refused).isNotNull();
    assertThat(refused.path()).isEqualTo(path);
    assertThat(refused.why()).contains(why);
    assertThat(catchThrowableOfType(InvalidConstraint.class, () -> Regex.search(pattern)))
        .isNotNull();
  }
}
