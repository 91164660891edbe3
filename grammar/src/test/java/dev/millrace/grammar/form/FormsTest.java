package dev.millrace.grammar.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.rule.Recogniser;
import dev.millrace.llm.Constraint;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FormsTest {
  record Row(Constraint.Form form, List<String> texts, List<String> other) {}

  static Stream<Row> rows() {
    var literal = new Constraint.Literal("a");
    var marker = new Constraint.Marker("end");
    var one = new Constraint.Grammar("root ::= x\nx ::= \"1\" x | \"\"");
    var two = new Constraint.Grammar("root ::= x\nx ::= \"2\" x | \"\"");
    return Stream.of(
        new Row(literal, List.of("a"), List.of("", "aa", "b")),
        new Row(marker, List.of("⟦end⟧"), List.of("", "end", "⟦and⟧")),
        new Row(new Constraint.Regex("a+|b$"), List.of("aa", "b"), List.of("", "ab")),
        new Row(
            new Constraint.Choice(List.of("yes", "yesterday", "no", "yes", "")),
            List.of("yes", "yesterday", "no", ""),
            List.of("ye", "yester", "yesno")),
        new Row(
            new Constraint.Choice(List.of("\uD83D\uDC6A", "\uD83D\uDC6B")),
            List.of("\uD83D\uDC6A", "\uD83D\uDC6B"),
            List.of("", "\uD83D\uDC6C")),
        new Row(one, List.of("", "11"), List.of("12")),
        new Row(
            new Constraint.Sequence(List.of(one, two)), List.of("", "1122"), List.of("21", "121")),
        new Row(new Constraint.Either(List.of(one, two)), List.of("", "11", "2"), List.of("12")),
        new Row(
            new Constraint.Repeated(literal, 1, OptionalInt.of(2)),
            List.of("a", "aa"),
            List.of("", "aaa")),
        new Row(
            new Constraint.Repeated(literal, 0, OptionalInt.empty()),
            List.of("", "aaa"),
            List.of("b")));
  }

  static Stream<Row> free() {
    var one = new Constraint.Grammar("root ::= x\nx ::= \"1\" x | \"\"");
    var call = new Constraint.Sequence(List.of(new Constraint.Literal("<tool>"), one));
    var free = new Constraint.AnyText(List.of("<tool", "<think"));
    return Stream.of(
        new Row(new Constraint.AnyText(List.of()), List.of("", "a\né"), List.of("⟦end⟧", "a⟦end⟧")),
        new Row(
            free,
            List.of("", "a < b", "<<<too", "<toothink"),
            List.of("<tool", "x<<thinking", "⟦end⟧")),
        new Row(
            new Constraint.Sequence(
                List.of(
                    new Constraint.Repeated(
                        new Constraint.Sequence(List.of(free, call)), 0, OptionalInt.empty()),
                    free)),
            List.of("", "text", "a<tool>11b<tool>", "<<tool>1<"),
            List.of("<tool>2<tool", "<tool", "<think")));
  }

  @ParameterizedTest
  @MethodSource({"rows", "free"})
  void aFormDerivesItsTexts(Row row) {
    var rules = Forms.rules(row.form);
    for (var text : row.texts) {
      assertThat(Recogniser.accepts(rules, text)).as("%s", text).isTrue();
    }
    for (var text : row.other) {
      assertThat(Recogniser.accepts(rules, text)).as("%s", text).isFalse();
    }
  }

  @Test
  void thousandsOfChoicesAreFine() {
    List<String> texts = IntStream.range(0, 5000).mapToObj(i -> "word" + i * 7).toList();
    var rules = Forms.rules(new Constraint.Choice(texts));
    assertThat(Recogniser.accepts(rules, "word77")).isTrue();
    assertThat(Recogniser.accepts(rules, "word78")).isFalse();
  }

  @Test
  void choicesThatGrowLetterByLetterAreFine() {
    List<String> texts = IntStream.range(1, 1000).mapToObj("a"::repeat).toList();
    var rules = Forms.rules(new Constraint.Choice(texts));
    assertThat(Recogniser.accepts(rules, "a".repeat(3))).isTrue();
    assertThat(Recogniser.accepts(rules, "b")).isFalse();
  }

  static Stream<Constraint.Form> refused() {
    Constraint.Form deep = new Constraint.Literal("a");
    for (int i = 0; i < 100_000; i++) {
      deep = new Constraint.Sequence(List.of(deep));
    }
    return Stream.of(
        new Constraint.Choice(List.of()),
        new Constraint.Choice(List.of("a", "\ud83d")),
        new Constraint.Either(List.of()),
        new Constraint.Literal("\udc6a"),
        new Constraint.AnyText(List.of("a", "")),
        new Constraint.Repeated(new Constraint.Literal("a"), 2, OptionalInt.of(1)),
        new Constraint.Repeated(new Constraint.Literal("a"), -1, OptionalInt.empty()),
        deep);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("refused")
  void aFormWithoutSenseIsRefused(Constraint.Form form) {
    assertThatThrownBy(() -> Forms.rules(form)).isInstanceOf(InvalidConstraint.class);
  }
}
