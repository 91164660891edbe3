package dev.millrace.gateway.call.repeat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.call.Arrival;
import dev.millrace.gateway.call.Endpoint;
import dev.millrace.gateway.call.FakeClient;
import dev.millrace.gateway.call.Inference;
import dev.millrace.gateway.call.Numbered;
import dev.millrace.gateway.call.Premises;
import dev.millrace.gateway.call.Refusals;
import dev.millrace.gateway.call.Script;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.observe.Finished;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.profile.wrift.Wrift;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RepeatsTest {
  private static final String WHOLE =
      "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
  private static final String STREAM =
      "{\"stream\":true,\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
  private static final Pattern FRAME_END = Pattern.compile("(?<=\n\n)");
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Script upstream = new Script();
  @TempDir private Path folder;
  private Premises premises;
  private Instant now = Instant.EPOCH;
  private int calls;
  private Endpoint chat;

  @BeforeEach
  void open() {
    var patience = Duration.ofMinutes(1);
    premises = new Premises(folder, new Target("acme", upstream, patience, patience));
    chat = once(new Repeats.Limits(Duration.ofHours(1), 100_000, 100_000, GRACE));
  }

  private Endpoint once(Repeats.Limits limits) {
    var profile = new Standard(Premises.CLOCK);
    var rooms = premises.rooms();
    return new Repeats(limits, () -> now)
        .around(
            new Inference(new ChatCompletions(), profile, rooms),
            rooms.admission(),
            new Refusals(profile));
  }

  private FakeClient ask(String body, Map<String, String> headers) {
    return ask("/v1/chat/completions", body, headers);
  }

  private FakeClient ask(String path, String body, Map<String, String> headers) {
    var client = new FakeClient();
    var arrival = Premises.arrival(path, body, headers);
    String id = "req_" + calls++;
    chat.serve(
        new Arrival(id, "POST", path, "", Map.of(), arrival.headers(), arrival.body()), client);
    return client;
  }

  private FakeClient ask(String body) {
    return ask(body, Map.of("idempotency-key", "k"));
  }

  private FakeClient resume(String body, long after) {
    return ask(body, Map.of("idempotency-key", "k", "last-event-id", Long.toString(after)));
  }

  private void answer(String... words) {
    upstream.say(words);
    upstream.close(new Stop.Ended());
  }

  @ParameterizedTest
  @ValueSource(strings = {WHOLE, STREAM})
  void whatIsAskedTwiceAtOnceIsAnsweredOnce(String body) {
    var first = ask(body);
    upstream.say("Hel");
    var second = ask(body);
    upstream.say("lo");
    upstream.close(new Stop.Ended());
    var third = ask(body);
    assertThat(upstream.asked).hasSize(1);
    assertThat(premises.finished()).hasSize(1);
    assertThat(first.body()).contains("lo");
    for (var again : List.of(second, third)) {
      assertThat(again.body()).isEqualTo(first.body());
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.ended()).isTrue();
      assertThat(again.header("content-type")).isEqualTo(first.header("content-type"));
      assertThat(again.header("idempotent-replayed")).isEqualTo("true");
    }
    assertThat(first.header("idempotent-replayed")).isEmpty();
  }

  @Test
  void withoutAKeyNothingIsJoinedAndNoEventHasAnId() {
    var client = ask(STREAM, Map.of());
    answer("Hello");
    ask(STREAM, Map.of());
    assertThat(upstream.asked).hasSize(2);
    assertThat(client.body()).doesNotContain("id: ").endsWith("data: [DONE]\n\n");
  }

  @Test
  void everyEventOfAStreamHasItsNumber() {
    var client = ask(STREAM);
    answer("Hel", "lo");
    var ids = client.body().lines().filter(line -> line.startsWith("id: ")).toList();
    long events = client.body().lines().filter(line -> line.startsWith("data: ")).count();
    assertThat(ids).hasSize((int) events).first().isEqualTo("id: 1");
    assertThat(ids).last().isEqualTo("id: " + events);
    assertThat(client.body()).startsWith("id: 1\ndata: {");
  }

  @Test
  void aStreamIsGoneOnWithAfterEveryOfItsEvents() {
    var whole = ask(STREAM);
    answer("a", "b", "c", "d");
    var frames = FRAME_END.splitAsStream(whole.body()).toList();
    for (int after = 0; after <= frames.size(); after++) {
      var rest = new StringBuilder();
      for (int at = after; at < frames.size(); at++) {
        rest.append(frames.get(at));
      }
      assertThat(resume(STREAM, after).body()).isEqualTo(rest.toString());
    }
    assertThat(resume(STREAM, frames.size() + 1).status()).isEqualTo(400);
    assertThat(upstream.asked).hasSize(1);
  }

  @Test
  void aClientThatLostItsConnectionFindsItsStreamAgain() {
    var first = ask(STREAM);
    upstream.say("Hel");
    first.go();
    var second = resume(STREAM, 1);
    upstream.say("lo");
    first.manualLoop().pass(GRACE.multipliedBy(2));
    upstream.close(new Stop.Ended());
    assertThat(upstream.calls).isEmpty();
    assertThat(first.body() + second.body()).contains("lo").endsWith("[DONE]\n\n");
    assertThat(premises.finished()).extracting(Finished::outcome).containsExactly(Outcome.COMPLETE);
  }

  @Test
  void theLastWhoLeavesCancels() {
    var first = ask(STREAM);
    var second = ask(STREAM);
    upstream.say("Hel");
    first.go();
    first.manualLoop().pass(GRACE.multipliedBy(2));
    assertThat(upstream.calls).isEmpty();
    second.go();
    assertThat(upstream.calls).isEmpty();
    first.manualLoop().pass(GRACE);
    assertThat(upstream.calls).containsExactly("cancel");
    assertThat(premises.finished())
        .extracting(Finished::outcome)
        .containsExactly(Outcome.CLIENT_GONE);
    ask(STREAM);
    assertThat(upstream.asked).as("the next is answered anew").hasSize(2);
  }

  @Test
  void anotherRequestUnderTheSameKeyIsRefused() {
    ask(WHOLE);
    var other = ask(STREAM);
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.body()).contains("\"code\":\"idempotency_key_reused\"", "\"request_id\"");
    answer("Hello");
    assertThat(ask(STREAM).status()).isEqualTo(422);
    assertThat(ask("/v1/other", STREAM, Map.of("idempotency-key", "k")).status()).isEqualTo(0);
    assertThat(upstream.asked).as("another path is another thing").hasSize(2);
  }

  @Test
  void anthropicsClientsAreRefusedInTheirWords() {
    var messages = "/v1/messages";
    ask(messages, WHOLE, Map.of("idempotency-key", "k"));
    var other = ask(messages, STREAM, Map.of("idempotency-key", "k"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.body())
        .contains("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\"");
  }

  @Test
  void wriftsAreToo() {
    var rooms = premises.rooms();
    chat =
        new Repeats(Repeats.Limits.usual(), () -> now)
            .around((_, _) -> {}, rooms.admission(), new Refusals(new Wrift(Premises.CLOCK)));
    ask(WHOLE);
    var other = ask(STREAM);
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.body()).contains("\"detail\":");
  }

  @Test
  void whatWentWrongIsAskedAnew() {
    ask(WHOLE);
    upstream.sink().failed(new Failure.BadRequest("x", Failure.Problem.MISSING, "y"));
    ask(WHOLE);
    assertThat(upstream.asked).as("an error").hasSize(2);
    answer("Hello");
    var refused = ask("{}", Map.of("idempotency-key", "other"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(ask(WHOLE, Map.of("idempotency-key", "other")).status()).isEqualTo(0);
    assertThat(upstream.asked).as("a refusal").hasSize(3);
  }

  @Test
  void aStreamThatBrokeIsAskedAnew() {
    var first = ask(STREAM);
    upstream.say("Hel");
    upstream.sink().failed(new Failure.Truncated("acme", "cut"));
    assertThat(first.ended()).isTrue();
    assertThat(first.body()).contains("upstream_truncated");
    ask(STREAM);
    assertThat(upstream.asked).hasSize(2);
  }

  @Test
  void anAnswerIsForgottenInTime() {
    ask(WHOLE);
    answer("Hello");
    now = now.plus(Duration.ofMinutes(59));
    assertThat(ask(WHOLE).status()).isEqualTo(200);
    now = now.plus(Duration.ofMinutes(1));
    ask(WHOLE);
    assertThat(upstream.asked).hasSize(2);
    assertThat(resume(STREAM.replace("hi", "ho"), 3).status()).isEqualTo(422);
    var late = ask(STREAM, Map.of("idempotency-key", "new", "last-event-id", "3"));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.body()).contains("leave Last-Event-ID out");
  }

  @Test
  void theOldestGoesWhereThereIsNoRoom() {
    chat = once(new Repeats.Limits(Duration.ofHours(1), 100_000, 4_000, GRACE));
    for (int key = 0; key < 6; key++) {
      ask(WHOLE, Map.of("idempotency-key", "k" + key));
      upstream.say("Hello");
      upstream.close(new Stop.Ended());
    }
    assertThat(ask(WHOLE, Map.of("idempotency-key", "k5")).status()).isEqualTo(200);
    ask(WHOLE, Map.of("idempotency-key", "k0"));
    assertThat(upstream.asked).hasSize(7);
  }

  @Test
  void nothingIsKeptWhereNothingMayBe() {
    var headers = new HashMap<>(Map.of("idempotency-key", "k", "x-millrace-zdr", "wrong"));
    assertThat(ask(WHOLE, headers).status()).isEqualTo(400);
    headers.put("x-millrace-zdr", "required");
    assertThat(ask(WHOLE, headers).status()).as("nobody keeps nothing").isEqualTo(422);
    assertThat(upstream.asked).isEmpty();
    var target = new Target("acme", upstream, Duration.ofMinutes(1), Duration.ofMinutes(1));
    premises = new Premises(folder, target, Traits.unknown().keepingNothing());
    chat = once(Repeats.Limits.usual());
    var first = ask(WHOLE, headers);
    var second = ask(WHOLE, headers);
    answer("Hello");
    assertThat(second.body()).contains("Hello").isEqualTo(first.body());
    ask(WHOLE, headers);
    assertThat(upstream.asked).hasSize(2);
  }

  @Test
  void ofALongAnswerTheEndIsToldAgain() {
    chat = once(new Repeats.Limits(Duration.ofHours(1), 500, 100_000, GRACE));
    var first = ask(STREAM);
    String[] words = {"one", "two", "three", "four", "five", "six", "seven"};
    answer(words);
    assertThat(first.body()).as("who reads along hears all").contains(words).endsWith("[DONE]\n\n");
    var again = ask(STREAM);
    assertThat(again.status()).isEqualTo(409);
    long events = first.body().lines().filter(line -> line.startsWith("id: ")).count();
    assertThat(resume(STREAM, events - 1).body()).endsWith("data: [DONE]\n\n");
    assertThat(upstream.asked).hasSize(1);
  }

  @Test
  void theUpstreamWaitsForTheQuickestReader() {
    var first = ask(STREAM);
    var second = ask(STREAM);
    upstream.say("a");
    first.fallBehind();
    upstream.say("b");
    assertThat(upstream.calls).isEmpty();
    second.fallBehind();
    upstream.say("c");
    assertThat(upstream.calls).containsExactly("pause");
    assertThat(first.body()).doesNotContain("\"b\"");
    second.catchUp();
    first.manualLoop().turn();
    assertThat(upstream.calls).containsExactly("pause", "resume");
    first.catchUp();
    upstream.close(new Stop.Ended());
    assertThat(first.body()).isEqualTo(second.body()).endsWith("[DONE]\n\n");
  }

  @Test
  void anAnswerWhoseOnlyReaderWasSlowGoesOnWithoutHim() {
    var first = ask(STREAM);
    upstream.say("a");
    first.fallBehind();
    upstream.say("b");
    assertThat(upstream.calls).containsExactly("pause");
    first.go();
    first.manualLoop().turn();
    assertThat(upstream.calls).containsExactly("pause", "resume");
    var second = ask(STREAM);
    second.fallBehind();
    upstream.say("c");
    var third = ask(STREAM);
    first.manualLoop().turn();
    assertThat(upstream.calls).endsWith("resume");
    upstream.close(new Stop.Ended());
    assertThat(third.body()).contains("\"a\"", "\"b\"", "\"c\"").endsWith("[DONE]\n\n");
  }

  @Test
  void aBugIsToldToAllWhoWait() {
    var rooms = premises.rooms();
    var profile = new Standard(Premises.CLOCK);
    chat =
        new Repeats(Repeats.Limits.usual(), () -> now)
            .around(
                Numbered.all((_, _) -> {
                  throw new IllegalStateException("on purpose");
                }),
                rooms.admission(),
                new Refusals(profile));
    var client = ask(WHOLE);
    assertThat(client.status()).isEqualTo(500);
    assertThat(client.body()).contains("internal_error");
    assertThat(ask(WHOLE).header("idempotent-replayed")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          idempotency-key | ''   | idempotency-key
          idempotency-key | naïve | idempotency-key
          last-event-id   | 3    | last-event-id
          """)
  void aWrongHeaderIsRefusedByName(String header, String value, String field) {
    var client = ask(WHOLE, Map.of(header, value));
    assertThat(client.status()).isEqualTo(400);
    assertThat(client.body()).contains("\"param\":\"" + field + "\"");
  }

  @Test
  void anIdThatIsNoneIsRefused() {
    for (String id : List.of("x", "-1", "1.5", "9".repeat(30))) {
      var client = ask(STREAM, Map.of("idempotency-key", "k", "last-event-id", id));
      assertThat(client.status()).isEqualTo(400);
    }
  }

  @Test
  void whoeverIsNotLetInIsToldByTheEndpoint() {
    var client = new FakeClient();
    var headers = Map.of("idempotency-key", "k", "authorization", "Bearer wrong");
    chat.serve(
        new Arrival("req_9", "POST", "/v1/x", "", Map.of(), headers, WHOLE.getBytes(UTF_8)),
        client);
    assertThat(client.status()).isEqualTo(401);
  }
}
