package dev.millrace.grammar.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.grammar.InvalidConstraint;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SchemasTest {
  static Stream<Case> cases() {
    return Stream.of("kinds", "objects", "arrays", "numbers", "strings", "combined", "references")
        .flatMap(table -> Case.read(table).stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aSchemaDerivesWhatIsValidUnderIt(Case one) {
    var schema = JsonReader.read(one.schema());
    for (var refusal : one.refused()) {
      assertThatThrownBy(() -> Schemas.rules(schema))
          .isInstanceOfSatisfying(
              InvalidConstraint.class,
              refused -> assertThat(refused.path() + ": " + refused.why()).startsWith(refusal));
    }
    if (one.refused().isEmpty()) {
      var rules = Schemas.rules(schema);
      assertThat(one.accepted()).allMatch(text -> Derivation.derives(rules, text));
      assertThat(one.rejected()).noneMatch(text -> Derivation.derives(rules, text));
    }
  }

  @Test
  void anyObjectIsAnyObjectAndNothingElse() {
    var rules = Schemas.anyObject();
    assertThat(Stream.of("{}", "{\"a\": [1, {\"b\":null}], \"c\": \"\\u00e4\"}"))
        .allMatch(text -> Derivation.derives(rules, text));
    assertThat(Stream.of("[]", "1", "{\"a\"}", "{\"a\":1,}", "{} ", ""))
        .noneMatch(text -> Derivation.derives(rules, text));
  }
}
