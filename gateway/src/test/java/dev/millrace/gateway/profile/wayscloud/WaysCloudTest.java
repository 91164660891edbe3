package dev.millrace.gateway.profile.wayscloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.profile.Opening;
import dev.millrace.llm.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaysCloudTest {
  private final WaysCloud profile =
      new WaysCloud(() -> Instant.EPOCH, Optional.of("wayscloud"), List.of("oslo", "bergen"));

  private Opening open(String body) {
    return profile.open(
        Surface.openAi("messages"), JsonReader.readObject(body.replace('\'', '"')), Map.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'agent_id':'ephemeral'}",
        "{'agent_id':null,'region':null}",
        "{'region':'oslo'}",
        "{'region':'Bergen'}",
        "{}"
      })
  void whatIsItsOwnIsTakenOutAndNotNoted(String body) {
    var opening = open(body);
    assertThat(JsonWriter.text(opening.body())).isEqualTo("{}");
    assertThat(opening.notes()).isEmpty();
    assertThat(opening.members()).isEmpty();
  }

  @Test
  void aRegionThatIsNotServedIsRefused() {
    assertThatThrownBy(() -> open("{'region':'paris'}"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("region")
        .hasMessageContaining("oslo, bergen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'agent_id':7}", "{'region':{}}", "{'agent_id':{}}"})
  void ofTheWrongTypeNothingIsTaken(String body) {
    assertThatThrownBy(() -> open(body)).isInstanceOf(Refused.class);
  }

  @Test
  void unknownParametersAreDroppedUnlessStrictnessIsAskedFor() {
    var surface = Surface.openAi("messages");
    assertThat(profile.unknownFields(surface, Optional.empty())).isEqualTo(Unknown.DROP);
    assertThat(profile.unknownFields(surface, Optional.of("strict"))).isEqualTo(Unknown.REFUSE);
  }
}
