package dev.millrace.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Seal;
import dev.millrace.gateway.dialect.anthropic.Messages;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Lexicon;
import dev.millrace.llm.Part;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Anthropic's endpoints, between a client and an upstream that does what it is told.
final class MessagesTest {
  private static final String BODY =
      "{\"model\":\"Tiny\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}";

  private final Script upstream = new Script();
  private final FakeClient client = new FakeClient();
  @TempDir private Path folder;

  @Test
  void anAnswerIsWrittenWholeUnderTheNameAskedFor() {
    post("");
    upstream.say("Hel", "lo");
    upstream.close(new Stop.Ended());
    assertThat(client.status()).isEqualTo(200);
    assertThat(client.header("request-id")).isEqualTo("req_1");
    assertThat(client.body())
        .contains("\"model\":\"Tiny\"", "\"text\":\"Hello\"", "\"stop_reason\":\"end_turn\"")
        .startsWith("{\"id\":\"msg_");
  }

  @Test
  void anAnswerIsStreamedAsItComes() {
    post(",\"stream\":true");
    upstream.say("Hel");
    assertThat(client.header("content-type")).startsWith("text/event-stream");
    assertThat(client.header("request-id")).isEqualTo("req_1");
    assertThat(client.body()).startsWith("event: message_start\n").contains("\"text\":\"Hel\"");
    upstream.close(new Stop.Ended());
    assertThat(client.body())
        .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
  }

  @Test
  void aFailureBeforeTheFirstWordHasItsOwnStatusEvenOnAStream() {
    post(",\"stream\":true");
    upstream.sink().on(new Event.Opened("x", "y"));
    upstream.sink().failed(new Failure.Overloaded("busy", Duration.ofSeconds(2)));
    assertThat(client.status()).isEqualTo(429);
    assertThat(client.header("retry-after")).isEqualTo("2");
    assertThat(client.body()).contains("\"type\":\"rate_limit_error\"");
  }

  @Test
  void aStreamThatBreaksEndsWithAnErrorAndNotWithAStop() {
    post(",\"stream\":true");
    upstream.say("Hel");
    upstream.sink().failed(new Failure.Truncated("acme", "it broke"));
    assertThat(client.body())
        .contains("event: error\n", "\"request_id\":\"req_1\"")
        .doesNotContain("message_stop");
    assertThat(client.ended()).isTrue();
  }

  @Test
  void whoShowsNoKeyIsToldSoInAnthropicsWords() {
    var nobody = new Arrival("req_1", "POST", "/v1/messages", "", Map.of(), Map.of(), new byte[0]);
    messages().serve(nobody, client);
    assertThat(client.status()).isEqualTo(401);
    assertThat(client.body()).contains("\"type\":\"authentication_error\"");
  }

  @Test
  void whatIsUnknownIsDroppedAndReportedUnlessTheClientIsStrict() {
    post(",\"made_up\":1");
    upstream.say("x");
    upstream.close(new Stop.Ended());
    assertThat(client.header("x-millrace-receipt")).isEqualTo("dropped=made_up");
    var strict = new FakeClient();
    var arrival =
        Premises.arrival(
            "/v1/messages",
            BODY.formatted(",\"made_up\":1"),
            Map.of("x-millrace-params", "strict"));
    messages().serve(arrival, strict);
    assertThat(strict.status()).isEqualTo(400);
    assertThat(strict.body()).contains("made_up");
  }

  @Test
  void thoughtsThatWereNotShownComeBackToTheModel() {
    post(",\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"}");
    var sink = upstream.sink();
    sink.on(new Event.Opened("up", "m"));
    sink.on(new Event.Began(0, 0, new Part.Thought("")));
    sink.on(new Event.Grew(0, 0, "secret", List.of()));
    sink.on(new Event.Ended(0, 0));
    sink.on(new Event.Stopped(0, new Stop.Ended()));
    sink.on(new Event.Metered(Script.USAGE));
    sink.on(new Event.Closed());
    assertThat(client.body()).doesNotContain("secret").contains("terces");
  }

  @Test
  void aPromptIsCountedByTheModelItselfWhereItCan() {
    count(Optional.of(new Hundred()));
    assertThat(client.body()).isEqualTo("{\"input_tokens\":100}");
    assertThat(client.header("x-millrace-count")).isEqualTo("exact");
    assertThat(client.header("request-id")).isEqualTo("req_1");
  }

  @Test
  void aPromptThatNobodyHereCanCountIsEstimated() {
    count(Optional.empty());
    assertThat(client.body()).isEqualTo("{\"input_tokens\":5}");
    assertThat(client.header("x-millrace-count")).isEqualTo("estimated");
    assertThat(upstream.asked).isEmpty();
  }

  @Test
  void aCountOfAnUnknownModelIsRefused() {
    var body = "{\"model\":\"huge\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    tokens(Optional.empty())
        .serve(Premises.arrival("/v1/messages/count_tokens", body, Map.of()), client);
    assertThat(client.status()).isEqualTo(404);
    assertThat(client.body()).contains("\"type\":\"not_found_error\"", "huge");
  }

  @Test
  void theModelsAreListedForThoseWhoNameAVersionOfTheirProtocol() {
    models(Map.of("anthropic-version", "2023-06-01"), "");
    assertThat(client.body()).contains("\"first_id\":\"tiny\"", "\"type\":\"model\"");
    assertThat(client.header("request-id")).isEqualTo("req_1");
  }

  @Test
  void allOthersGetTheUsualList() {
    models(Map.of(), "");
    assertThat(client.status()).isEqualTo(418);
  }

  @Test
  void oneModelIsFoundWhateverItsCase() {
    models(Map.of("anthropic-version", "2023-06-01"), "TINY");
    assertThat(client.body()).startsWith("{\"type\":\"model\",\"id\":\"tiny\"");
  }

  @Test
  void aModelThatIsNotThereIsMissedInAnthropicsWords() {
    models(Map.of("anthropic-version", "2023-06-01"), "huge");
    assertThat(client.status()).isEqualTo(404);
    assertThat(client.body()).contains("\"type\":\"not_found_error\"");
  }

  private void models(Map<String, String> headers, String name) {
    var models = new MessageModels(new Standard(Premises.CLOCK), premises(Optional.empty()));
    Endpoint others = (_, to) -> to.answer(418, Map.of(), new byte[0]);
    var found = Premises.arrival("/v1/models", "", headers);
    var arrival =
        new Arrival("req_1", "GET", found.path(), name, Map.of(), found.headers(), found.body());
    var endpoint =
        name.isEmpty()
            ? MessageModels.or(models::list, others)
            : MessageModels.or(models::one, others);
    endpoint.serve(arrival, client);
  }

  private void count(Optional<Lexicon> lexicon) {
    var body = "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    tokens(lexicon).serve(Premises.arrival("/v1/messages/count_tokens", body, Map.of()), client);
    client.manualLoop().turn();
  }

  private MessageTokens tokens(Optional<Lexicon> lexicon) {
    return new MessageTokens(
        new Messages(new Backwards()),
        new Standard(Premises.CLOCK),
        premises(lexicon),
        new Aside(Runnable::run));
  }

  private void post(String more) {
    messages().serve(Premises.arrival("/v1/messages", BODY.formatted(more), Map.of()), client);
  }

  private Endpoint messages() {
    return Numbered.all(
        new Inference(
            new Messages(new Backwards()),
            new Standard(Premises.CLOCK),
            premises(Optional.empty())));
  }

  private Rooms premises(Optional<Lexicon> lexicon) {
    var patience = Duration.ofMinutes(1);
    var target =
        new Target("acme", upstream, patience, patience, Means.chat(), Optional.empty(), lexicon);
    return new Premises(folder, target).rooms();
  }

  /// Hides a text by turning it round.
  private static final class Backwards implements Seal {
    @Override
    public String seal(String text) {
      return new StringBuilder(text).reverse().toString();
    }

    @Override
    public Optional<String> open(String token) {
      return Optional.empty();
    }
  }

  /// Takes everything for a hundred tokens.
  private static final class Hundred implements Lexicon {
    @Override
    public List<Integer> tokens(Request request) {
      return Collections.nCopies(100, 1);
    }

    @Override
    public String text(List<Integer> tokens) {
      return "";
    }

    @Override
    public List<String> names(List<Integer> tokens) {
      return List.of();
    }

    @Override
    public int window() {
      return 100;
    }
  }
}
