package dev.millrace.grammar.regex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.grammar.rule.Expression;
import dev.millrace.grammar.rule.Recogniser;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RegexTest {
  private static final String FAMILY = "\uD83D\uDC6A";

  record Row(String pattern, List<String> matching, List<String> other) {}

  static Stream<Row> wholes() {
    return Stream.of(
        row("", in(""), out("a", " ")),
        row("abc", in("abc"), out("", "ab", "abcd", "ABC")),
        row("a|b|cd", in("a", "b", "cd"), out("", "c", "ab")),
        row("a||b", in("a", "b", ""), out("ab")),
        row("cat|car|care|dog", in("cat", "car", "care", "dog"), out("ca", "do", "carecat")),
        row("a*", in("", "a", "aaaa"), out("b", "ab")),
        row("a+?b??", in("a", "aab"), out("", "b", "abb")),
        row("a{2}", in("aa"), out("a", "aaa")),
        row("a{2,}", in("aa", "aaaaa"), out("a", "")),
        row("a{1,3}?", in("a", "aaa"), out("", "aaaa")),
        row("(?:ab){0}", in(""), out("ab")),
        row("a{,", in("a{,"), out("a")),
        row("a{x}]}", in("a{x}]}"), out("a")),
        row("{}", in("{}"), out("")));
  }

  static Stream<Row> classes() {
    return Stream.of(
        row(".", in("a", "é", FAMILY, " "), out("", "ab", "\n", "\r", "\u2028", "\u2029")),
        row("(?s).", in("\n", "\u2028"), out("")),
        row("[^]", in("\n", "a"), out("")),
        row("[a-c_x-]", in("a", "b", "c", "_", "x", "-"), out("d", "y", "")),
        row("[-a]", in("-", "a"), out("b")),
        row("[^a-c]", in("d", "\n", FAMILY), out("a", "b", "")),
        row("[\\w-.]", in("a", "_", "-", "."), out(",", "/")),
        row("[a-\\d]", in("a", "-", "5"), out("b")),
        row("[\\]\\\\^[]", in("]", "\\", "^", "["), out("a")),
        row("[\\b]", in("\b"), out("b")),
        row("\\d\\D", in("1a", "0٣"), out("11", "٣a")),
        row("\\w\\W", in("a-", "_é"), out("aa", "éé")),
        row("\\s\\S", in(" a", "\u00a0a", "\ufeffa", "\u3000a"), out("aa", "  ", "\u0085a")),
        row("\\t\\n\\r\\f\\v\\0", in("\t\n\r\f\u000b\0"), out("")),
        row("\\cJ\\x41\\u0042\\u{1F46A}", in("\nAB" + FAMILY), out("")),
        row("\\ud83d\\udc6a", in(FAMILY), out("\ud83d")),
        row("[\\ud83d\\udc6a-\\ud83d\\udc6b]", in(FAMILY), out("a", "\uD83D\uDC6C")),
        row("[^\\ud800-\\udfff]", in("a", FAMILY), out("")),
        row(FAMILY + "+", in(FAMILY, FAMILY + FAMILY), out("")),
        row("\\.\\*\\-\\/\\ \\@\\\"\\^", in(".*-/ @\"^"), out("")),
        row("\\p{L}\\P{L}", in("é1", "日-"), out("éé", "11")),
        row("\\p{Lu}\\p{Lowercase_Letter}", in("Éa"), out("aa", "AA")),
        row("\\p{Script=Greek}\\p{sc=Cyrl}", in("αж"), out("aж", "αa")),
        row("\\p{gc=Nd}\\p{Emoji_Presentation}", in("٣" + FAMILY), out("a" + FAMILY)),
        row("[\\p{Nd}\\p{Zs}_]+", in("1 _"), out("a")),
        row("\\p{White_Space}\\p{ASCII}\\pN", in("\u0085a1"), out("a11")));
  }

  static Stream<Row> groups() {
    return Stream.of(
        row("(?i)straße[a-c]", in("STRAßEB", "straßeA"), out("strasseb", "straßed")),
        row("(?i)[^k]", in("a"), out("k", "K", "\u212a")),
        row("(?i:a)b", in("ab", "Ab"), out("aB")),
        row("(?i)a(?-i:b)c", in("AbC"), out("aBc")),
        row("(a)(?:b)(?<name>c)(?P<other>d)", in("abcd"), out("abc")),
        row("((a|b)+c)*", in("", "ac", "abbacac"), out("a", "ca")),
        row("(a*)*(b?)+", in("", "aab", "bbb"), out("ba")),
        row("^a$", in("a"), out("", "aa")),
        row("\\Aa\\Z|^b\\z", in("a", "b"), out("", "ab")),
        row("^a|b$|^$", in("a", "b", ""), out("ab")),
        row("(^a|b)$", in("a", "b"), out("ab")),
        row("(^a|b)(c|d$)", in("ac", "bd"), out("a")),
        row("a^b", in(), out("ab", "b", "a")),
        row("a?^b$c?", in("b"), out("ab", "bc")),
        row("(?:^|,)a(?:$|;)", in("a", ",a", "a;", ",a;"), out(",")),
        row("(?=.*[A-Z])(?=.*\\d).{3,}", in("A1b", "bb1A"), out("abc", "A1", "AAA")),
        row("^(?=.*a)(?!.*b).*$", in("a", "ca"), out("", "ab", "c")),
        row("((?=.*\\d)[a-z\\d]{2,4})", in("a1", "12"), out("ab", "1")),
        row("a(?!b)[a-z]*", in("a", "acb"), out("ab", "abc")),
        row("(?!foo$|bar$)\\w+", in("foo1", "fo"), out("foo", "bar")),
        row("(?=a$)\\w+", in("a"), out("ab", "b")),
        row("(?:x|(?=ab)a|y)b", in("xb", "ab", "yb"), out("b", "aab")),
        row("(?:(?=a)\\w)?b", in("b", "ab"), out("bb")),
        row("(?=(?!ab)a)\\w\\w", in("ac"), out("ab", "bb")));
  }

  static Stream<Row> occurrences() {
    return Stream.of(
        row("", in("", "a"), out()),
        row("a", in("a", "bab", "\na\n"), out("", "b")),
        row("^a", in("a", "ab"), out("ba", "")),
        row("a$", in("a", "ba"), out("ab", "a\n")),
        row("^a$", in("a"), out("ab", "ba")),
        row("^a|b$", in("ax", "xb", "ab"), out("xa", "bx")),
        row("^(a|b)$|^c", in("a", "b", "cx"), out("ax", "xc")),
        row("(^|,)a(,|$)", in("a", "b,a,c", "b,a", "a,b"), out("ba", "ab")),
        row("^$", in(""), out("a")),
        row("$", in("", "abc"), out()),
        row("^(?=.*[A-Z])(?=.*\\d).{3,}$", in("A1b"), out("abc", "A1")),
        row("^(?!a)", in("", "b"), out("a", "ab")),
        row("(?=b)\\w{2}", in("aabc"), out("aab", "acc")),
        row("^(?!.*foo)", in("bar"), out("a foo")),
        row("a(?=$|,)", in("a", "ba,b"), out("ab")),
        row("(?=^a)\\w", in("ab"), out("ba")));
  }

  @ParameterizedTest
  @MethodSource({"wholes", "classes", "groups"})
  void aPatternDerivesWhatItMatchesAsAWhole(Row row) {
    check(Regex.parse(row.pattern), row);
  }

  @ParameterizedTest
  @MethodSource("occurrences")
  void aSearchDerivesTextsInWhichThePatternOccurs(Row row) {
    check(Regex.search(row.pattern), row);
  }

  private static void check(Expression expression, Row row) {
    for (var text : row.matching) {
      assertThat(Recogniser.accepts(expression, text)).as("%s", text).isTrue();
    }
    for (var text : row.other) {
      assertThat(Recogniser.accepts(expression, text)).as("%s", text).isFalse();
    }
  }

  private static Row row(String pattern, List<String> matching, List<String> other) {
    return new Row(pattern, matching, other);
  }

  private static List<String> in(String... texts) {
    return List.of(texts);
  }

  private static List<String> out(String... texts) {
    return List.of(texts);
  }
}
