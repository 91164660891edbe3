package dev.millrace.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is kept of a response names the model that gave it, were it not the first that was asked.
final class FallbackNamesTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Failure AWAY = new Failure.Upstream("acme", 503, Optional.empty(), "away");

  @TempDir private Path folder;
  private final ResponsesHouse.Script other = new ResponsesHouse.Script();
  private ResponsesHouse house;

  @BeforeEach
  void open() {
    house = new ResponsesHouse(this::premises);
  }

  private Premises premises(ResponsesHouse.Script first) {
    var catalog = new Catalog(List.of(model("tiny", "acme"), model("small", "other")));
    var targets =
        Map.of(
            "acme", new Target("acme", first, LONG, LONG),
            "other", new Target("other", other, LONG, LONG));
    return new Premises(folder, catalog, targets);
  }

  private static Model model(String name, String provider) {
    return new Model(
        name,
        List.of(),
        "acme",
        Instant.EPOCH,
        OptionalInt.of(100),
        new Price.Free(),
        Traits.unknown(),
        List.of(new Model.Deployment(provider, "there")),
        Manner.usual());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"stream\":true", ",\"background\":true"})
  void aStoredResponseNamesTheModelThatAnswered(String more) {
    var client = house.create(",\"models\":[\"small\"]" + more);
    house.upstream().sink().failed(AWAY);
    other.say("Oslo.");
    var kept = house.get(ResponsesHouse.id(client), Map.of());
    assertThat(kept.body()).contains("\"model\":\"small\"", "Oslo.");
    var again = house.get(ResponsesHouse.id(client), Map.of("stream", "true"));
    assertThat(again.body()).doesNotContain("\"model\":\"tiny\"");
  }

  @Test
  void whoFollowsFromTheBeginningHearsWhoAnswersWhenThatIsKnown() {
    var client = house.create(",\"models\":[\"small\"],\"background\":true,\"stream\":true");
    house.upstream().sink().failed(AWAY);
    other.say("Oslo.");
    client.manualLoop().turn();
    String body = client.body();
    assertThat(body.substring(body.indexOf("response.completed")))
        .contains("\"model\":\"small\"")
        .doesNotContain("\"model\":\"tiny\"");
  }
}
