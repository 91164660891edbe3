package dev.millrace.gateway.dialect.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.preference.Preferences.Ceiling;
import dev.millrace.gateway.dialect.preference.Preferences.Sort;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakenTest {
  private static Json.Fields body(String members) {
    return JsonReader.readObject("{" + members.replace('\'', '"') + "}");
  }

  private static Taken taken(String members, Unknown unknown) {
    return Taken.of(body(members), unknown);
  }

  @Test
  void aRequestThatSaysNothingIsLeftAsItIs() {
    var body = body("'model': 'm', 'messages': [], 'temperature': 1");
    assertThat(Taken.of(body, Unknown.REFUSE))
        .isEqualTo(new Taken(body, Preferences.none(), List.of()));
  }

  @Test
  void everyFieldIsTakenOut() {
    var taken =
        taken(
            """
            'model': 'm', 'models': ['m', 'n', 'n', 'o'], 'route': 'fallback', 'session_id': 's',
            'provider': {
              'order': ['A', 'b/c'], 'only': ['a', 'b'], 'ignore': ['d'], 'allow_fallbacks': false,
              'sort': {'by': 'price', 'partition': 'model'}, 'zdr': true,
              'max_price': {'prompt': 0.5, 'completion': '1e1', 'request': 1, 'image': '0'},
              'data_collection': 'allow', 'require_parameters': true},
            'stream': true
            """,
            Unknown.REFUSE);
    assertThat(taken.body()).isEqualTo(body("'model': 'm', 'stream': true"));
    assertThat(taken.notes()).isEmpty();
    assertThat(taken.preferences())
        .isEqualTo(
            new Preferences(
                List.of("m", "n", "o"),
                List.of("a", "b/c"),
                Optional.of(Set.of("a", "b")),
                Set.of("d"),
                false,
                Optional.of(Sort.PRICE),
                new Ceiling(OptionalLong.of(500_000_000L), OptionalLong.of(10_000_000_000L)),
                true,
                true,
                Optional.of("s")));
  }

  @Test
  void theFirstOfTheListIsAskedForWhereNoModelIs() {
    for (String members : List.of("'models': ['a', 'b']", "'models': ['a', 'b'], 'model': null")) {
      var taken = taken(members, Unknown.REFUSE);
      assertThat(taken.body()).isEqualTo(body("'model': 'a'"));
      assertThat(taken.preferences().models()).containsExactly("b");
    }
    assertThat(taken("'models': []", Unknown.REFUSE).body()).isEqualTo(body(""));
  }

  @Test
  void whatCannotBeHonouredIsReportedWhereItIsNotRefused() {
    var taken =
        taken(
            """
            'provider': {'quantizations': ['fp8'], 'sort': {'by': 'throughput', 'partition': 'none'}}
            """,
            Unknown.DROP);
    assertThat(taken.notes())
        .extracting(Note::field, Note::fate)
        .containsExactlyInAnyOrder(
            tuple("provider.quantizations", Note.Fate.DROPPED),
            tuple("provider.sort.partition", Note.Fate.DROPPED),
            tuple("provider.sort.by", Note.Fate.EMULATED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'provider': 'a'                                     | provider
          'provider': {'order': 'a'}                          | provider.order
          'provider': {'order': ['a', 7]}                     | provider.order[1]
          'provider': {'only': [' ']}                         | provider.only[0]
          'provider': {'allow_fallbacks': 'no'}               | provider.allow_fallbacks
          'provider': {'sort': 'speed'}                       | provider.sort
          'provider': {'sort': {}}                            | provider.sort.by
          'provider': {'sort': {'by': 'price', 'x': 1}}       | provider.sort.x
          'provider': {'zdr': 1}                              | provider.zdr
          'provider': {'data_collection': 'some'}             | provider.data_collection
          'provider': {'max_price': 3}                        | provider.max_price
          'provider': {'max_price': {'prompt': -1}}           | provider.max_price.prompt
          'provider': {'max_price': {'prompt': 'x'}}          | provider.max_price.prompt
          'provider': {'max_price': {'image': 2e6}}           | provider.max_price.image
          'provider': {'max_price': {'prompt': '1e-999999999'}} | provider.max_price.prompt
          'provider': {'max_price': {'prompt': '1e999999999'}}  | provider.max_price.prompt
          'provider': {'max_price': {'audio': 1}}             | provider.max_price.audio
          'provider': {'quantizations': ['fp8']}              | provider.quantizations
          'models': 'a'                                       | models
          'models': ['a', '']                                 | models[1]
          'models': [1]                                       | models[0]
          'models': [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17] | models
          'route': 'random'                                   | route
          'session_id': 5                                     | session_id
          """)
  void whatIsWrongIsNamed(String members, String field) {
    assertThatThrownBy(() -> taken(members, Unknown.REFUSE))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.failure())
                    .isInstanceOfSatisfying(
                        Failure.BadRequest.class, bad -> assertThat(bad.field()).isEqualTo(field)));
  }
}
