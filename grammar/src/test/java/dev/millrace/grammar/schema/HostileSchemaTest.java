package dev.millrace.grammar.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.Language;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Schemas that mean harm: each compiles or is refused, soon.
@Timeout(60)
final class HostileSchemaTest {
  static IntStream seeds() {
    return IntStream.range(0, 120);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aSpoiledSchemaCompilesOrIsRefused(int seed) {
    var random = new Random(seed);
    var tables =
        List.of("kinds", "objects", "arrays", "numbers", "strings", "combined", "references");
    var cases = Case.read(tables.get(random.nextInt(tables.size())));
    var schema = JsonReader.read(cases.get(random.nextInt(cases.size())).schema());
    var other = JsonReader.read(cases.get(random.nextInt(cases.size())).schema());
    assertThatCode(() -> compile(spoiled(schema, other, random))).doesNotThrowAnyException();
  }

  @Test
  void aDeepSchemaIsRefused() {
    Json deep = new Json.Bool(true);
    Json value = new Json.Null();
    for (int level = 0; level < 10_000; level++) {
      deep = new Json.Fields(Map.of("items", deep));
      value = new Json.Items(List.of(value));
    }
    assertThat(compile(deep)).hasValueSatisfying(why -> assertThat(why).contains("nested deeper"));
    assertThat(compile(new Json.Fields(Map.of("const", value)))).isPresent();
    assertThat(compile(new Json.Fields(Map.of("default", value)))).isPresent();
  }

  @Test
  void aLongChainOfReferencesIsRefused() {
    var definitions =
        IntStream.range(0, 5_000)
            .mapToObj(at -> "\"%d\": {\"$ref\": \"#/$defs/%d\"}".formatted(at, at + 1))
            .collect(Collectors.joining(", "));
    assertThat(
            compile(
                "{\"$ref\": \"#/$defs/0\", \"$defs\": {%s, \"5000\": true}}"
                    .formatted(definitions)))
        .isPresent();
  }

  @Test
  void combinationsThatMultiplyAreRefused() {
    var branch = "{\"anyOf\": [{\"minLength\": 1}, {\"minimum\": 2}, {\"minItems\": 3}]}";
    var all = Stream.generate(() -> branch).limit(60).collect(Collectors.joining(", "));
    assertThat(compile("{\"allOf\": [%s]}".formatted(all))).isPresent();
    var definitions =
        IntStream.range(0, 40)
            .mapToObj(at ->
                "\"%d\": {\"allOf\": [{\"$ref\": \"#/$defs/%d\"}, {\"$ref\": \"#/$defs/%d\"}]}"
                    .formatted(at, at + 1, at + 1))
            .collect(Collectors.joining(", "));
    compile(
        "{\"$ref\": \"#/$defs/0\", \"$defs\": {%s, \"40\": {\"minLength\": 1}}}"
            .formatted(definitions));
  }

  @Test
  void manyValuesAreATrie() {
    var values = IntStream.range(0, 50_000).mapToObj(at -> "\"value number " + at + "\"").toList();
    var language = language("{\"enum\": [%s]}".formatted(String.join(", ", values)));
    assertThat(accepts(language, values.getLast())).isTrue();
    assertThat(accepts(language, "\"value number 50000\"")).isFalse();
  }

  @Test
  void manyMembersAreNotTooMany() {
    var language = language(members(1_000));
    assertThat(accepts(language, "{\"member7\": 1, \"member999\": 2}")).isTrue();
    assertThat(accepts(language, "{\"member7\": 1, \"member6\": 2}")).isFalse();
    assertThat(compile(members(5_000))).isEmpty();
  }

  private static String members(int many) {
    var members =
        IntStream.range(0, many)
            .mapToObj(at -> "\"member%d\": {\"type\": \"integer\"}".formatted(at))
            .collect(Collectors.joining(", "));
    return "{\"type\": \"object\", \"properties\": {%s}, \"additionalProperties\": false}"
        .formatted(members);
  }

  @Test
  void valuesEachOfWhichBeginsTheNextAreBounded() {
    var values = IntStream.range(1, 1_400).mapToObj(at -> "\"" + "a".repeat(at) + "\"").toList();
    compile("{\"enum\": [%s]}".formatted(String.join(", ", values)));
  }

  @Test
  void recursionThroughRequiredMembersIsBounded() {
    var members =
        IntStream.range(0, 12)
            .mapToObj(at ->
                "\"m%d\": {\"anyOf\": [{\"$ref\": \"#\"}, {\"minLength\": %d}]}".formatted(at, at))
            .collect(Collectors.joining(", "));
    var required =
        IntStream.range(0, 12).mapToObj(at -> "\"m" + at + "\"").collect(Collectors.joining(", "));
    compile(
        "{\"type\": \"object\", \"properties\": {%s}, \"required\": [%s]}"
            .formatted(members, required));
  }

  private static Json spoiled(Json schema, Json other, Random random) {
    return switch (schema) {
      case Json.Fields(var members) when random.nextInt(6) > 0 -> {
        var spoiled = new LinkedHashMap<String, Json>();
        members.forEach(
            (name, value) -> spoiled.put(name(name, random), spoiled(value, other, random)));
        yield new Json.Fields(spoiled);
      }
      case Json.Items(var items) when random.nextInt(6) > 0 -> {
        var spoiled = new ArrayList<Json>();
        items.forEach(item -> spoiled.add(spoiled(item, other, random)));
        yield new Json.Items(spoiled);
      }
      default -> random.nextInt(4) > 0 ? schema : value(other, random);
    };
  }

  private static String name(String name, Random random) {
    var keywords = Vocabulary.ENFORCED.stream().sorted().toList();
    return random.nextInt(8) > 0 ? name : keywords.get(random.nextInt(keywords.size()));
  }

  private static Json value(Json other, Random random) {
    var values =
        List.of(
            new Json.Null(),
            new Json.Bool(false),
            Json.Numeral.of(-1),
            JsonReader.read("1e300"),
            JsonReader.read("0.1"),
            new Json.Text("#"),
            new Json.Text("(("),
            new Json.Items(List.of()),
            other);
    return values.get(random.nextInt(values.size()));
  }

  private static Optional<String> compile(String schema) {
    return compile(JsonReader.read(schema));
  }

  /// Why it is refused, if it is.
  private static Optional<String> compile(Json schema) {
    try {
      Language.of(new Constraint.Schema(schema));
      return Optional.empty();
    } catch (InvalidConstraint refused) {
      assertThat(refused.path().length()).isLessThan(2_000);
      return Optional.of(refused.why());
    }
  }

  private static Language language(String schema) {
    return Language.of(new Constraint.Schema(JsonReader.read(schema)));
  }

  private static boolean accepts(Language language, String text) {
    var matcher = language.matcher();
    return matcher.accept(text.getBytes(StandardCharsets.UTF_8)) && matcher.complete();
  }
}
