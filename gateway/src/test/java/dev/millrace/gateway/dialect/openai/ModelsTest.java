package dev.millrace.gateway.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Card;
import dev.millrace.gateway.dialect.Card.Treatment;
import dev.millrace.gateway.json.JsonWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class ModelsTest {
  private static final Card BARE =
      new Card(
          "a/b:1",
          Instant.ofEpochSecond(1_700_000_000),
          "somebody",
          new Card.Words(Optional.empty(), Optional.empty(), Optional.empty()),
          new Card.Limits(OptionalInt.empty(), OptionalInt.empty()),
          Map.of(),
          false,
          new Card.Prices(0, 0, 0),
          Map.of());
  private static final String FREE =
      ",\"zdr_supported\":false,\"pricing\":{\"currency\":\"USD\",\"per_million_tokens\":"
          + "{\"input\":0,\"cached_input\":0,\"output\":0}}}";
  private static final String JSON =
      "{\"id\":\"a/b:1\",\"object\":\"model\",\"created\":1700000000,\"owned_by\":\"somebody\""
          + FREE;

  private static String full(Card card) {
    var json = new JsonWriter();
    Models.full(card, json);
    return json.text();
  }

  @Test
  void aModelOfWhichLittleIsKnownHasTheFourFieldsOfOpenAi() {
    assertThat(full(BARE)).isEqualTo(JSON);
  }

  @Test
  void theListHoldsTheSameCards() {
    assertThat(new String(Models.list(List.of(BARE, BARE), Models::full), UTF_8))
        .isEqualTo("{\"object\":\"list\",\"data\":[" + JSON + "," + JSON + "]}");
    assertThat(new String(Models.list(List.of(), Models::full), UTF_8))
        .isEqualTo("{\"object\":\"list\",\"data\":[]}");
  }

  @Test
  void allThatIsKnownIsShown() {
    var abilities = new LinkedHashMap<String, Boolean>();
    abilities.put("vision", false);
    abilities.put("tools", true);
    var fields = new LinkedHashMap<String, Treatment>();
    fields.put("n", Treatment.KEPT);
    fields.put("seed", Treatment.DROPPED);
    fields.put("audio", Treatment.REFUSED);
    var card =
        new Card(
            "m",
            Instant.EPOCH,
            "somebody",
            new Card.Words(Optional.of("M"), Optional.of("A model."), Optional.of("gold")),
            new Card.Limits(OptionalInt.of(2_048), OptionalInt.of(512)),
            abilities,
            true,
            new Card.Prices(75_000_000, 1, 12_000_000_000L),
            fields);
    assertThat(full(card))
        .isEqualTo(
            """
            {"id":"m","object":"model","created":0,"owned_by":"somebody","max_model_len":2048,\
            "max_output_tokens":512,"display_name":"M","description":"A model.",\
            "capabilities":{"vision":false,"tools":true},"zdr_supported":true,\
            "pricing":{"currency":"USD","per_million_tokens":\
            {"input":0.075,"cached_input":1E-9,"output":12}},"supported_parameters":["n"],\
            "parameters":{"kept":["n"],"renamed":[],"clamped":[],"emulated":[],\
            "dropped":["seed"],"refused":["audio"]}}\
            """);
  }
}
