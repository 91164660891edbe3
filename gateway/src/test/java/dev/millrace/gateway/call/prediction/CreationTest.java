package dev.millrace.gateway.call.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.call.FakeClient;
import dev.millrace.gateway.call.Premises;
import dev.millrace.gateway.call.Script;
import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.profile.wrift.Wrift;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CreationTest {
  private static final String BODY =
      "{'model':'acme/tiny','input':{'messages':[{'role':'user','content':'hi'}]}}";

  private final Script upstream = new Script();
  private final FakeClient client = new FakeClient();
  private final Shelf shelf = new Shelf(Premises.CLOCK, Shelf.Limits.usual());
  @TempDir private Path folder;
  private Premises premises;
  private Creation creation;

  @BeforeEach
  void open() {
    open(new Premises(folder, target("acme", upstream)));
  }

  private static Target target(String name, Script script) {
    return new Target(name, script, Duration.ofHours(1), Duration.ofHours(1));
  }

  private void open(Premises where) {
    premises = where;
    var rooms = premises.rooms();
    var recorder = new Recorder(shelf, rooms.catalog(), Premises.CLOCK, Duration.ofMinutes(10));
    var wrift = new Wrift(Premises.CLOCK);
    creation = new Creation(new ChatCompletions(), wrift, rooms, shelf, recorder);
  }

  @Test
  void oneIsToldOfAtOnceAndGoesOn() {
    create(BODY, Map.of());
    assertThat(client.status()).isEqualTo(201);
    var told = JsonReader.readObject(client.body());
    assertThat(told.get("status")).contains(new Json.Text("pending"));
    var id = ((Json.Text) told.get("id").orElseThrow()).value();
    assertThat(client.header("location")).isEqualTo("/wrift/v1/predictions/" + id);
    client.go();
    assertThat(upstream.calls).isEmpty();
    upstream.say("Hello");
    upstream.close(new Stop.Ended());
    var ended = shelf.find(premises.account(), id);
    assertThat(ended.status()).isEqualTo(Prediction.Status.SUCCEEDED);
    assertThat(ended.output().orElseThrow()).contains("\"content\":\"Hello\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait=5", "respond-async, wait=5", "wait=5; x"})
  void whoWaitsIsToldOfTheEnd(String prefer) {
    create(BODY, Map.of("prefer", prefer));
    assertThat(client.status()).isZero();
    upstream.say("x");
    upstream.close(new Stop.Ended());
    assertThat(client.status()).isEqualTo(201);
    assertThat(client.body()).contains("\"status\":\"succeeded\"");
    assertThat(client.manualLoop().timers()).isZero();
  }

  @Test
  void whoHasWaitedLongEnoughIsToldHowFarItIs() {
    create(BODY, Map.of("prefer", "wait=5"));
    upstream.say("x");
    client.manualLoop().pass(Duration.ofSeconds(5));
    assertThat(client.body()).contains("\"status\":\"started\"");
    upstream.close(new Stop.Ended());
    assertThat(shelf.page(premises.account(), OptionalLong.empty(), 9).predictions())
        .extracting(Prediction::status)
        .containsExactly(Prediction.Status.SUCCEEDED);
  }

  @Test
  void aModelThatStepsInIsNamed() {
    var other = new Script();
    var catalog = new Catalog(List.of(model("tiny", "acme"), model("small", "other")));
    var targets = Map.of("acme", target("acme", upstream), "other", target("other", other));
    open(new Premises(folder, catalog, targets));
    create(BODY.replace("'input':{", "'input':{'models':['small'],"), Map.of());
    upstream.sink().failed(new Failure.Upstream("acme", 503, Optional.empty(), "away"));
    other.say("Hello");
    other.close(new Stop.Ended());
    var kept = shelf.page(premises.account(), OptionalLong.empty(), 9).predictions().getFirst();
    assertThat(kept.model().name()).isEqualTo("small");
    assertThat(kept.output().orElseThrow()).contains("small").doesNotContain("tiny");
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
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'input':{}}                                    | 422 | 'model'",
        "{'model':'acme/tiny'}                           | 422 | 'input'",
        "{'model':'acme/tiny','input':7}                 | 422 | dict_type",
        "{'model':'acme/tiny','input':{}}                | 422 | 'messages'",
        "{'model':'tiny','input':{}}                     | 422 | owner/name",
        "{'model':'acme/none','input':{'messages':[{'role':'user','content':'x'}]}} | 404 | acme/none"
      })
  void whatCannotBeginIsRefusedAndLeavesNothing(String body, int status, String why) {
    create(body, Map.of("prefer", "wait=5"));
    assertThat(client.status()).isEqualTo(status);
    assertThat(client.body()).startsWith("{\"detail\":").contains(why.replace('\'', '"'));
    assertThat(client.manualLoop().timers()).isZero();
    assertThat(shelf.page(premises.account(), OptionalLong.empty(), 9).predictions()).isEmpty();
  }

  private void create(String body, Map<String, String> headers) {
    creation.serve(
        Premises.arrival("/wrift/v1/predictions", body.replace('\'', '"'), headers), client);
  }
}
