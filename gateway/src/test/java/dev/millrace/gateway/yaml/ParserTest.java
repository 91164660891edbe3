package dev.millrace.gateway.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParserTest {
  private static List<String> problems(String text) {
    var problems = new Problems();
    Parser.parse("f", text, problems);
    return problems.inOrder().stream().map(Problem::toString).toList();
  }

  @Test
  void valuesKnowWhereTheyStand() {
    var problems = new Problems();
    assertThat(Parser.parse("f", "a:\n  - 1\n  - 'x'\n", problems))
        .hasValueSatisfying(value ->
            assertThat(value.toString())
                .contains("place=f:2:5, text=1, type=WHOLE")
                .contains("place=f:3:5, text=x, type=TEXT"));
    assertThat(problems.none()).isTrue();
  }

  @Test
  void aliasesThatUnfoldWithoutEndAreRefused() {
    var laughs = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 24; i++) {
      laughs.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(problems(laughs.toString())).singleElement().asString().contains("alias");
  }

  @Test
  void anAliasInsideItselfIsRefused() {
    assertThat(problems("a: &a [*a]")).singleElement().asString().contains("alias");
  }

  @Test
  void depthIsBounded() {
    assertThat(problems("[".repeat(100_000)))
        .singleElement()
        .asString()
        .contains("nested more than 32 deep");
  }

  @Test
  void sizeIsBounded() {
    assertThat(problems("# ".repeat(Parser.MOST_CHARACTERS)))
        .singleElement()
        .asString()
        .contains("longer than");
  }

  @Test
  void manyValuesAreFineBelowTheBound() {
    var list = IntStream.range(0, 10_000).mapToObj(i -> "- " + i + "\n").toList();
    assertThat(problems(String.join("", list))).isEmpty();
  }

  @Test
  void twoDocumentsAreRefused() {
    assertThat(problems("a: 1\n---\nb: 2\n")).singleElement().asString().contains("not valid YAML");
  }

  @Test
  void charactersThatCannotBePrintedAreRefused() {
    assertThat(problems("a: \u0007")).singleElement().asString().contains("not valid YAML");
  }
}
