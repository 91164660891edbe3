package dev.millrace.grammar.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.Language;
import dev.millrace.llm.Constraint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Schemas of the kinds that are met: of tools and answers of models, of files of configuration, of
/// interfaces.
final class RealSchemasTest {
  static List<Case> cases() {
    return Case.read("real");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aSchemaThatIsMetIsEnforced(Case one) {
    var schema = new Constraint.Schema(JsonReader.read(one.schema()));
    if (!one.refused().isEmpty()) {
      assertThatThrownBy(() -> Language.of(schema))
          .isInstanceOfSatisfying(
              InvalidConstraint.class,
              refused ->
                  assertThat(refused.path() + ": " + refused.why())
                      .startsWith(one.refused().getFirst()));
      return;
    }
    var language = Language.of(schema);
    assertThat(one.accepted()).isNotEmpty().allMatch(text -> reads(language, text));
    assertThat(one.rejected()).isNotEmpty().noneMatch(text -> reads(language, text));
  }

  @Test
  void mostOfThemCompile() {
    long compiled = cases().stream().filter(one -> one.refused().isEmpty()).count();
    assertThat(cases().size()).isGreaterThanOrEqualTo(60);
    assertThat(compiled * 100).isGreaterThanOrEqualTo(85L * cases().size());
  }

  private static boolean reads(Language language, String text) {
    var matcher = language.matcher();
    return matcher.accept(text.getBytes(StandardCharsets.UTF_8)) && matcher.complete();
  }
}
