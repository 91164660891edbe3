package dev.millrace.gateway.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.openai.Models.Card;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class ModelsTest {
  private static final Card CARD =
      new Card("a/b:1", Instant.ofEpochSecond(1_700_000_000), "somebody", OptionalInt.of(2_048));
  private static final String JSON =
      "{\"id\":\"a/b:1\",\"object\":\"model\",\"created\":1700000000,\"owned_by\":\"somebody\","
          + "\"max_model_len\":2048}";

  @Test
  void aModelIsShownWithAllFourFieldsAndItsWindow() {
    assertThat(new String(Models.card(CARD), UTF_8)).isEqualTo(JSON);
  }

  @Test
  void theListHoldsTheSameCards() {
    assertThat(new String(Models.list(List.of(CARD, CARD)), UTF_8))
        .isEqualTo("{\"object\":\"list\",\"data\":[" + JSON + "," + JSON + "]}");
    assertThat(new String(Models.list(List.of()), UTF_8))
        .isEqualTo("{\"object\":\"list\",\"data\":[]}");
  }

  @Test
  void anUnknownWindowIsLeftOut() {
    var card = new Card("a", Instant.EPOCH, "somebody", OptionalInt.empty());
    assertThat(new String(Models.card(card), UTF_8)).doesNotContain("max_model_len");
  }
}
