package dev.millrace.grammar.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.Language;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Json;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RandomSchemaTest {
  private static final int SCHEMAS = 200;

  static IntStream seeds() {
    return IntStream.range(0, SCHEMAS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverIsDerivedIsValid(int seed) {
    var random = new Random(seed);
    var text = RandomSchema.of(random);
    var schema = JsonReader.read(text);
    var language = language(schema);
    for (int walk = 0; walk < 12 && language.isPresent(); walk++) {
      var document = Walk.of(language.get(), random);
      document.ifPresent(one ->
          assertThat(new Validator(schema).valid(JsonReader.read(one)))
              .as("%s under %s", one, text)
              .isTrue());
    }
  }

  @Test
  void mostSchemasByChanceCompile() {
    long compiled =
        seeds()
            .mapToObj(seed -> JsonReader.read(RandomSchema.of(new Random(seed))))
            .filter(schema -> language(schema).isPresent())
            .count();
    assertThat(compiled).isGreaterThan(SCHEMAS / 2);
  }

  private static Optional<Language> language(Json schema) {
    try {
      return Optional.of(Language.of(new Constraint.Schema(schema)));
    } catch (InvalidConstraint refused) {
      assertThat(refused.why()).isNotBlank();
      return Optional.empty();
    }
  }
}
