package dev.millrace.grammar.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.grammar.InvalidConstraint;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No keyword that says what is valid is passed over.
final class KeywordsTest {
  static Stream<Case> cases() {
    return Case.read("keywords").stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyKeywordIsEnforcedOrRefusedByName(Case one) {
    assertThat(one.rejected()).isNotEmpty();
    try {
      var rules = Schemas.rules(JsonReader.read(one.schema()));
      assertThat(one.rejected()).noneMatch(text -> Derivation.derives(rules, text));
      assertThat(one.accepted()).isNotEmpty().allMatch(text -> Derivation.derives(rules, text));
    } catch (InvalidConstraint refused) {
      assertThat(refused.path()).contains(one.title());
    }
  }

  @Test
  void everyKeywordHasItsCase() {
    assertThat(cases().map(Case::title).collect(Collectors.toSet())).isEqualTo(Vocabulary.ENFORCED);
  }
}
