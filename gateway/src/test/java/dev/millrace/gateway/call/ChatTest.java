package dev.millrace.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.ledger.Ledger;
import dev.millrace.gateway.ledger.Money;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Part;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatTest {
  private static final String BODY =
      "{\"model\":\"Tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}";

  private final Script upstream = new Script();
  private final FakeClient client = new FakeClient();
  @TempDir private Path folder;
  private Premises premises;
  private Inference chat;

  @BeforeEach
  void open() {
    var target = new Target("acme", upstream, Duration.ofMinutes(1), Duration.ofSeconds(9));
    premises = new Premises(folder, target);
    chat = new Inference(new ChatCompletions(), new Standard(Premises.CLOCK), premises.rooms());
  }

  @Test
  void anAnswerIsWrittenWholeWithTheNameAskedForAndItsUsage() {
    post("");
    upstream.say("Hel", "lo");
    upstream.close(new Stop.Ended());
    assertThat(client.status()).isEqualTo(200);
    assertThat(client.body())
        .contains("\"model\":\"Tiny\"", "\"content\":\"Hello\"", "\"finish_reason\":\"stop\"")
        .contains("\"total_tokens\":9", "\"object\":\"chat.completion\"");
    assertThat(client.ended()).isTrue();
  }

  @Test
  void anAnswerIsStreamedAsItComes() {
    post(",\"stream\":true");
    upstream.say("Hel");
    assertThat(client.body()).contains("Hel").doesNotContain("[DONE]");
    upstream.say("lo");
    upstream.close(new Stop.Ended());
    assertThat(client.header("content-type")).startsWith("text/event-stream");
    assertThat(client.body()).contains("\"content\":\"lo\"", "\"usage\":{").endsWith("[DONE]\n\n");
    assertThat(client.ended()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"stream\":true"})
  void anAnswerThatCannotBeWrittenEndsInAnErrorOfOurs(String more) {
    post(more);
    upstream.sink().on(new Event.Opened("x", "y"));
    upstream.sink().on(new Event.Grew(0, 3, "of a part that never began", List.of()));
    assertThat(client.body()).contains("internal_error").doesNotContain("[DONE]");
    assertThat(client.ended()).isTrue();
    assertThat(premises.finished()).hasSize(1);
  }

  @Test
  void anAnswerThatIsNotWholeInTheEndIsAnErrorOfOurs() {
    post("");
    upstream.sink().on(new Event.Opened("x", "y"));
    upstream.sink().on(new Event.Closed());
    assertThat(client.status()).isEqualTo(500);
    assertThat(client.body()).contains("internal_error");
    assertThat(client.ended()).isTrue();
  }

  @Test
  void theUpstreamIsAskedByItsOwnNameForTheModel() {
    post("");
    assertThat(upstream.asked.getFirst().model()).isEqualTo("acme-tiny");
  }

  @Test
  void aFailureBeforeTheFirstWordHasItsOwnStatusEvenOnAStream() {
    post(",\"stream\":true");
    upstream.sink().on(new Event.Opened("x", "y"));
    upstream.sink().failed(new Failure.Overloaded("busy", Duration.ofSeconds(2)));
    assertThat(client.status()).isEqualTo(429);
    assertThat(client.body()).contains("\"error\"");
    assertThat(premises.settled().outcome()).isEqualTo(Outcome.UPSTREAM_ERROR);
    assertThat(premises.ledger().balance(Ledger.REVENUE)).isEqualTo(Money.ZERO);
  }

  @Test
  void aStreamThatBreaksEndsWithAnErrorAndNoEndMark() {
    post(",\"stream\":true");
    upstream.say("Hel");
    upstream.sink().failed(new Failure.Truncated("acme", "it broke"));
    assertThat(client.status()).isEqualTo(200);
    assertThat(client.body()).contains("\"error\"").doesNotContain("[DONE]");
    assertThat(client.body()).doesNotContain("\"finish_reason\":\"stop\"");
    assertThat(premises.settled().outcome()).isEqualTo(Outcome.TRUNCATED);
  }

  @Test
  void whoLeavesIsChargedForWhatWasSaidAndTheUpstreamIsCancelled() {
    post(",\"stream\":true");
    upstream.say("one", "two");
    client.go();
    assertThat(upstream.calls).containsExactly("cancel");
    assertThat(premises.settled().outcome()).isEqualTo(Outcome.CLIENT_GONE);
    assertThat(premises.settled().usage().origin()).isEqualTo(Usage.Origin.ESTIMATED);
    assertThat(premises.settled().usage().output()).isEqualTo(2);
    upstream.close(new Stop.Ended());
    assertThat(premises.finished()).hasSize(1);
  }

  @Test
  void whoHasLeftBeforeItBeganCostsNothingUpstream() {
    client.go();
    post("");
    assertThat(upstream.asked).isEmpty();
    assertThat(premises.ledger().running()).isZero();
  }

  @Test
  void aSlowReaderPausesTheUpstreamUntilItHasCaughtUp() {
    post(",\"stream\":true");
    client.fallBehind();
    upstream.say("x");
    assertThat(upstream.calls).containsExactly("pause");
    client.catchUp();
    assertThat(upstream.calls).containsExactly("pause", "resume");
  }

  @Test
  void theBooksAreSettledBeforeTheLastByte() {
    post(",\"stream\":true");
    upstream.say("x");
    upstream.close(new Stop.Length());
    assertThat(premises.settled().outcome()).isEqualTo(Outcome.LENGTH);
    assertThat(premises.settled().usage()).isEqualTo(Script.USAGE);
    assertThat(premises.ledger().balance(premises.account()))
        .isEqualTo(new Money(-(5 * 1000 + 4 * 2000)));
    assertThat(premises.ledger().sum()).isEqualTo(Money.ZERO);
  }

  @Test
  void anUnknownModelIsNotFound() {
    serve(BODY.formatted("").replace("Tiny", "huge"), Map.of());
    assertThat(client.status()).isEqualTo(404);
    assertThat(client.body()).contains("model_not_found", "huge");
  }

  @Test
  void anUnknownFieldIsRefusedByNameUnlessTheClientIsLenient() {
    post(",\"top_a\":1");
    assertThat(client.status()).isEqualTo(400);
    assertThat(client.body()).contains("\"param\":\"top_a\"");
  }

  @Test
  void aLenientClientIsToldWhatWasDropped() {
    serve(BODY.formatted(",\"top_a\":1"), Map.of("x-millrace-params", "lenient"));
    upstream.say("x");
    upstream.close(new Stop.Ended());
    assertThat(client.status()).isEqualTo(200);
    assertThat(client.header("x-millrace-receipt")).isEqualTo("dropped=top_a");
  }

  @Test
  void anUpstreamThatNeverAnswersIsATimeoutOfTheGateway() {
    post("");
    client.manualLoop().pass(Duration.ofMinutes(1));
    assertThat(client.status()).isEqualTo(504);
    assertThat(upstream.calls).containsExactly("cancel");
  }

  @Test
  void aSilentStreamIsKeptAliveUntilItSpeaks() {
    post(",\"stream\":true");
    client.manualLoop().pass(Heartbeat.LOOK);
    assertThat(client.status()).isZero();
    client.manualLoop().pass(Heartbeat.LOOK.multipliedBy(3));
    assertThat(client.status()).isEqualTo(200);
    assertThat(client.header("content-type")).startsWith("text/event-stream");
    assertThat(client.body()).isEqualTo(": keep-alive\n\n: keep-alive\n\n");
    upstream.say("Hel");
    client.manualLoop().pass(Heartbeat.LOOK);
    upstream.close(new Stop.Ended());
    assertThat(client.body()).containsOnlyOnce("Hel").endsWith("[DONE]\n\n");
    assertThat(client.body().split(": keep-alive", -1)).hasSize(3);
  }

  @Test
  void callsThatAreGatheredAreWaitedForAliveToo() {
    post(",\"stream\":true,\"tools\":[]");
    upstream.say("x");
    upstream.sink().on(new Event.Began(0, 1, new Part.ToolCall("c", "f", "")));
    String before = client.body();
    client.manualLoop().pass(Heartbeat.LOOK.multipliedBy(2));
    assertThat(client.body()).isEqualTo(before + ": keep-alive\n\n");
  }

  @Test
  void whoIsKeptAliveInVainIsToldInTheStreamAndChargedNothing() {
    post(",\"stream\":true");
    client.manualLoop().pass(Duration.ofMinutes(1));
    assertThat(client.status()).isEqualTo(200);
    assertThat(client.body()).contains("\"error\"", "upstream_timeout").doesNotContain("[DONE]");
    assertThat(client.ended()).isTrue();
    assertThat(premises.settled().outcome()).isEqualTo(Outcome.UPSTREAM_ERROR);
  }

  @Test
  void whoDoesNotReadIsNotKeptAlive() {
    post(",\"stream\":true");
    client.fallBehind();
    client.manualLoop().pass(Heartbeat.LOOK.multipliedBy(4));
    assertThat(client.body()).isEmpty();
  }

  @Test
  void noTimerOutlivesItsAnswer() {
    post(",\"stream\":true");
    upstream.say("x");
    upstream.close(new Stop.Ended());
    assertThat(client.manualLoop().timers()).isZero();
  }

  @Test
  void noTimerOutlivesItsClient() {
    post(",\"stream\":true");
    client.go();
    assertThat(client.manualLoop().timers()).isZero();
  }

  @Test
  void whoShowsNoKeyIsToldHow() {
    byte[] body = BODY.formatted("").getBytes(StandardCharsets.UTF_8);
    chat.serve(
        new Arrival("req_1", "POST", "/v1/chat/completions", "", Map.of(), Map.of(), body), client);
    assertThat(client.status()).isEqualTo(401);
    assertThat(client.body()).contains("Authorization: Bearer", "invalid_api_key");
    assertThat(upstream.asked).isEmpty();
  }

  private void post(String more) {
    serve(BODY.formatted(more), Map.of());
  }

  private void serve(String body, Map<String, String> more) {
    chat.serve(Premises.arrival("/v1/chat/completions", body, more), client);
  }
}
