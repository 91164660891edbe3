package dev.millrace.gateway.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.gateway.dialect.anthropic.Models.Abilities;
import dev.millrace.gateway.dialect.anthropic.Models.Card;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModelsTest {
  private static final Golden GOLDEN = Golden.in("dialect/anthropic/models");
  private static final List<Card> CARDS =
      Stream.of("a", "b", "c", "d").map(ModelsTest::card).toList();

  @Test
  void aModelIsShownWithWhatItCanDo() {
    var card =
        new Card(
            "x/y:1",
            "Y",
            Instant.ofEpochSecond(1_700_000_000, 5),
            OptionalInt.of(2048),
            OptionalInt.of(512),
            Optional.of(new Abilities(true, false, true, false)));
    GOLDEN.checkJson("card.json", Models.card(card));
  }

  @Test
  void whatNobodyKnowsOfAModelIsNull() {
    assertThat(new String(Models.card(card("a")), UTF_8))
        .contains(
            "\"max_input_tokens\":null,\"max_tokens\":null,\"capabilities\":null",
            "\"created_at\":\"1970-01-01T00:00:00Z\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-                | a b c d | false",
        "limit=1000       | a b c d | false",
        "limit=4          | a b c d | false",
        "limit=2          | a b     | true",
        "limit=2&after_id=b | c d   | false",
        "limit=1&after_id=b | c     | true",
        "after_id=d       | ''      | false",
        "before_id=c      | a b     | false",
        "limit=1&before_id=c | b    | true",
        "before_id=a      | ''      | false"
      })
  void theListComesInPages(String query, String ids, boolean more) {
    var body = JsonReader.readObject(Models.list(CARDS, query(query)));
    var data = ((Json.Items) body.get("data").orElseThrow()).values();
    assertThat(
            data.stream()
                .map(card -> ((Json.Text) ((Json.Fields) card).get("id").orElseThrow()).value())
                .collect(Collectors.joining(" ")))
        .isEqualTo(ids);
    assertThat(body.get("has_more")).contains(new Json.Bool(more));
    Json first = ids.isEmpty() ? new Json.Null() : new Json.Text(ids.substring(0, 1));
    assertThat(body.get("first_id")).contains(first);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit",
    "limit=1001, limit",
    "limit=x, limit",
    "limit=, limit",
    "after_id=z, after_id",
    "before_id=z, before_id",
    "after_id=a&before_id=b, before_id"
  })
  void aPageThatDoesNotExistIsRefused(String query, String field) {
    var refused = catchThrowableOfType(Refused.class, () -> Models.list(CARDS, query(query)));
    assertThat(((Failure.BadRequest) refused.failure()).field()).isEqualTo(field);
  }

  private static Map<String, String> query(String text) {
    return Stream.of(Optional.ofNullable(text).orElse("").split("&"))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> Arrays.asList(pair.split("=", 2)))
        .collect(Collectors.toMap(List::getFirst, List::getLast));
  }

  private static Card card(String id) {
    return new Card(
        id, id, Instant.EPOCH, OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
  }
}
