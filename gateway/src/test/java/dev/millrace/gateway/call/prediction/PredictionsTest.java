package dev.millrace.gateway.call.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.call.Arrival;
import dev.millrace.gateway.call.FakeClient;
import dev.millrace.gateway.call.Inference;
import dev.millrace.gateway.call.Premises;
import dev.millrace.gateway.call.Script;
import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.profile.wrift.Wrift;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PredictionsTest {
  private static final String BODY =
      "{\"model\":\"acme/tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

  private final Script upstream = new Script();
  private final FakeClient client = new FakeClient();
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");
  @TempDir private Path folder;
  private Premises premises;
  private Inference chat;
  private Predictions predictions;

  @BeforeEach
  void open() {
    premises =
        new Premises(
            folder, new Target("acme", upstream, Duration.ofHours(1), Duration.ofHours(1)));
    var rooms = premises.rooms();
    var wrift = new Wrift(Premises.CLOCK);
    var shelf = new Shelf(() -> now, new Shelf.Limits(2, 1_000_000, Duration.ofMinutes(10)));
    var recorder = new Recorder(shelf, rooms.catalog(), () -> now, Duration.ofSeconds(60));
    chat = new Inference(new ChatCompletions(), wrift, rooms, recorder);
    predictions = new Predictions(wrift, rooms.admission(), shelf);
  }

  @Test
  void everyAnswerHasAPredictionBehindIt() {
    begin();
    var pending = only();
    assertThat(pending.get("status")).contains(new Json.Text("pending"));
    assertThat(pending.get("model"))
        .contains(JsonReader.read("{\"owner\":\"acme\",\"name\":\"tiny\",\"version_number\":1}"));
    assertThat(pending.get("input")).contains(JsonReader.read(BODY));
    now = now.plusMillis(1500);
    upstream.say("Hello");
    assertThat(only().get("status")).contains(new Json.Text("started"));
    assertThat(only().get("setup_time")).contains(new Json.Text("PT1.5S"));
    now = now.plusSeconds(2);
    upstream.close(new Stop.Ended());
    var done = only();
    assertThat(done.get("status")).contains(new Json.Text("succeeded"));
    assertThat(done.get("execution_time")).contains(new Json.Text("PT2S"));
    assertThat(done.get("error")).contains(new Json.Null());
    assertThat(done.get("output")).contains(JsonReader.read(client.body()));
    assertThat(client.header("x-prediction-id")).isEqualTo(text(done, "id"));
    assertThat(client.header("location")).isEqualTo("/wrift/v1/predictions/" + text(done, "id"));
    assertThat(client.body()).contains("\"id\":\"chatcmpl-" + text(done, "id") + "\"");
    assertThat(one(text(done, "id"))).isEqualTo(done);
  }

  @Test
  void anAnswerThatTakesTooLongIsCancelledAndNotTriedAgain() {
    begin();
    upstream.say("Hel");
    client.manualLoop().pass(Duration.ofSeconds(60));
    assertThat(client.status()).isEqualTo(504);
    assertThat(client.header("x-should-retry")).isEqualTo("false");
    assertThat(client.header("x-prediction-id")).isEqualTo(text(only(), "id"));
    assertThat(client.body()).startsWith("{\"detail\":\"the model did not answer within 60");
    assertThat(upstream.calls).containsExactly("cancel");
    assertThat(only().get("status")).contains(new Json.Text("cancelled"));
    assertThat(only().get("error").orElseThrow().toString()).contains("internal", "timeout");
    assertThat(premises.settled().outcome()).isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void anAnswerInTimeLeavesNoTimerBehind() {
    begin();
    upstream.say("x");
    upstream.close(new Stop.Ended());
    assertThat(client.manualLoop().timers()).isZero();
  }

  @Test
  void aRunningPredictionIsCancelledOnceHoweverOftenThatIsAsked() {
    begin();
    String id = text(only(), "id");
    assertThat(cancel(id).body()).isEqualTo("null");
    assertThat(cancel(id).status()).isEqualTo(200);
    assertThat(only().get("status")).contains(new Json.Text("pending"));
    client.manualLoop().turn();
    assertThat(only().get("status")).contains(new Json.Text("cancelled"));
    assertThat(only().get("error")).contains(new Json.Null());
    assertThat(client.status()).isEqualTo(409);
    assertThat(client.header("x-should-retry")).isEqualTo("false");
    assertThat(upstream.calls).containsExactly("cancel");
    var again = cancel(id);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.body()).startsWith("{\"detail\":\"the prediction " + id + " has ended");
  }

  @Test
  void whatTheProviderGotWrongIsCalledExternal() {
    begin();
    upstream.sink().failed(new Failure.Upstream("acme", 500, Optional.empty(), "broken"));
    assertThat(only().get("status")).contains(new Json.Text("failed"));
    assertThat(only().get("error"))
        .contains(
            JsonReader.read(
                "{\"source\":\"external\",\"message\":\"acme: broken\","
                    + "\"detail\":\"upstream_error\"}"));
  }

  @Test
  void whoLeavesHasCancelledIt() {
    begin();
    client.go();
    assertThat(only().get("status")).contains(new Json.Text("cancelled"));
  }

  @Test
  void nobodySeesWhatIsNotThere() {
    var answer = get(predictions::one, "018f0000-0000-7000-8000-000000000000", Map.of());
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).startsWith("{\"detail\":\"there is no prediction 018f");
  }

  @Test
  void theWholePathOfACancellationMustBeRight() {
    begin();
    assertThat(get(predictions::cancel, text(only(), "id"), Map.of()).status()).isEqualTo(404);
    assertThat(get(predictions::cancel, "/cancel", Map.of()).status()).isEqualTo(404);
  }

  @Test
  void aPageThatCannotBeIsRefusedByName() {
    var answer = get(predictions::list, "", Map.of("page_size", "0"));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("[\"query\",\"page_size\"]", "1 to 100");
  }

  @Test
  void withoutAKeyNothingIsShown() {
    var stranger = new FakeClient();
    predictions.list(
        new Arrival("req_2", "GET", "/", "", Map.of(), Map.of(), new byte[0]), stranger);
    assertThat(stranger.status()).isEqualTo(401);
    assertThat(stranger.body()).startsWith("{\"detail\":\"No API key");
  }

  private void begin() {
    chat.serve(Premises.arrival("/wrift/v1/chat/completions", BODY, Map.of()), client);
  }

  private Json.Fields only() {
    var page = JsonReader.readObject(get(predictions::list, "", Map.of()).body());
    assertThat(page.get("next_cursor")).contains(new Json.Null());
    var items = ((Json.Items) page.get("items").orElseThrow()).values();
    assertThat(items).hasSize(1);
    return (Json.Fields) items.getFirst();
  }

  private Json.Fields one(String id) {
    return JsonReader.readObject(get(predictions::one, id, Map.of()).body());
  }

  private FakeClient cancel(String id) {
    return get(predictions::cancel, id + "/cancel", Map.of());
  }

  private static FakeClient get(
      dev.millrace.gateway.call.Endpoint endpoint, String tail, Map<String, String> query) {
    var asking = new FakeClient();
    var usual = Premises.arrival("/wrift/v1/predictions/" + tail, "", Map.of());
    endpoint.serve(
        new Arrival("req_2", "GET", usual.path(), tail, query, usual.headers(), new byte[0]),
        asking);
    return asking;
  }

  private static String text(Json.Fields fields, String name) {
    return ((Json.Text) fields.get(name).orElseThrow()).value();
  }
}
