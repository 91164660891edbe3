package dev.millrace.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.anthropic.MessagesProtocol;
import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.dialect.openai.chat.ChatProtocol;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.route.Target;
import dev.millrace.gateway.vault.Vault;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Part;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client of OpenAI's that drops what the model thought, in front of models that want it back.
final class ForgottenThoughtsTest {
  private static final String QUESTION = "{\"role\":\"user\",\"content\":\"Weather in Oslo?\"}";
  private static final String CALL =
      "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_1\",\"type\":"
          + "\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{ \\\"at\\\": \\\"Oslo\\\"}\"}}]}";
  private static final String RESULT =
      "{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"Snow\"}";
  private static final String TOOLS =
      "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\"}}]";
  private static final Part THOUGHT = new Part.Thought("I must look.");
  private static final Part SIGNED =
      new Part.Thought("I must look.", Optional.of(new Part.Signature("anthropic", "c2ln")));

  private final Script upstream = new Script();
  @TempDir private Path folder;
  private Instant now = Instant.EPOCH;
  private final Vault vault = new Vault(Vault.Limits.usual(), () -> now);

  @Test
  void aModelThatDemandsItsThoughtsGetsThemBack() {
    var means = Means.chat().replaying(Means.Replay.REQUIRED);
    turn(means, THOUGHT, Map.of());
    var client = again(means, Map.of());
    assertThat(written()).contains("\"reasoning_content\":\"I must look.\"");
    assertThat(earlier().getLast()).isInstanceOf(Part.ToolCall.class);
    answer(THOUGHT);
    assertThat(client.header("x-millrace-receipt")).contains("emulated=messages");
  }

  @Test
  void soDoesOneThatWelcomesThemInTheSameTurnOfTheUser() {
    turn(Means.chat(), THOUGHT, Map.of());
    again(Means.chat(), Map.of());
    assertThat(earlier()).contains(THOUGHT);
    ask(Means.chat(), Map.of(), QUESTION, CALL, RESULT, QUESTION);
    assertThat(earlier()).doesNotContain(THOUGHT);
  }

  @Test
  void signedThoughtsGoToTheirMakerAlone() {
    var claude = new MessagesProtocol("them").means();
    turn(claude, SIGNED, Map.of());
    again(claude, Map.of());
    assertThat(earlier()).contains(SIGNED);
    again(Means.chat().reading(Set.of("google")), Map.of());
    assertThat(earlier()).hasSize(1);
  }

  @Test
  void whereTheyAreRefusedTheyStayAway() {
    var means = Means.chat().replaying(Means.Replay.FORBIDDEN);
    turn(means, THOUGHT, Map.of());
    var client = again(means, Map.of());
    assertThat(earlier()).hasSize(1);
    answer(THOUGHT);
    assertThat(client.header("x-millrace-receipt")).isEmpty();
    assertThat(client.body()).contains("call_1");
  }

  @Test
  void whatTheClientBringsBackItselfIsLeftAlone() {
    turn(Means.chat(), THOUGHT, Map.of());
    String own =
        CALL.replace("\"content\":null", "\"content\":null,\"reasoning_content\":\"Mine\"");
    ask(Means.chat(), Map.of(), QUESTION, own, RESULT);
    assertThat(earlier()).contains(new Part.Thought("Mine")).doesNotContain(THOUGHT);
  }

  @Test
  void signaturesOfCallsComeBackBesideThoughtsOfTheClients() {
    var mark = new Part.Signature("google", "c2ln");
    var google = Means.chat().reading(Set.of("google"));
    ask(google, Map.of(), QUESTION);
    begin(THOUGHT);
    call(Optional.of(mark));
    String own =
        CALL.replace("\"content\":null", "\"content\":null,\"reasoning_content\":\"Mine\"");
    ask(google, Map.of(), QUESTION, own, RESULT);
    assertThat(earlier()).contains(new Part.Thought("Mine")).doesNotContain(THOUGHT);
    assertThat(signatures()).containsExactly(mark);
    ask(Means.chat().reading(Set.of("anthropic")), Map.of(), QUESTION, own, RESULT);
    assertThat(signatures()).isEmpty();
  }

  @Test
  void nothingIsKeptOfACallThatForbidsIt() {
    var zero = Map.of("x-millrace-zdr", "required");
    turn(Means.chat(), THOUGHT, zero);
    assertThat(vault.size()).isZero();
    again(Means.chat(), Map.of());
    assertThat(earlier()).hasSize(1);
  }

  @Test
  void norIsItShownToOne() {
    turn(Means.chat(), THOUGHT, Map.of());
    again(Means.chat(), Map.of("x-millrace-zdr", "required"));
    assertThat(earlier()).hasSize(1);
  }

  @Test
  void afterAnHourItIsForgotten() {
    turn(Means.chat(), THOUGHT, Map.of());
    now = now.plus(Duration.ofHours(1));
    again(Means.chat(), Map.of());
    assertThat(earlier()).hasSize(1);
  }

  @Test
  void anAnswerThatBreaksOffIsNotKept() {
    ask(Means.chat(), Map.of(), QUESTION);
    begin(THOUGHT);
    upstream.sink().failed(new Failure.Truncated("acme", "it broke"));
    assertThat(vault.size()).isZero();
  }

  private void turn(Means means, Part thought, Map<String, String> headers) {
    ask(means, headers, QUESTION);
    answer(thought);
  }

  private void answer(Part thought) {
    begin(thought);
    call(Optional.empty());
  }

  private void call(Optional<Part.Signature> signature) {
    var sink = upstream.sink();
    sink.on(new Event.Began(0, 1, new Part.ToolCall("call_1", "weather", "")));
    sink.on(new Event.Grew(0, 1, "{\"at\":\"Oslo\"}", List.of()));
    signature.ifPresent(mark -> sink.on(new Event.Signed(0, 1, mark)));
    sink.on(new Event.Ended(0, 1));
    sink.on(new Event.Stopped(0, new Stop.ToolCalls()));
    sink.on(new Event.Metered(new Usage(5, 0, 4, 2, Usage.Origin.EXACT)));
    sink.on(new Event.Closed());
  }

  private void begin(Part thought) {
    var sink = upstream.sink();
    sink.on(new Event.Opened("up-1", "acme-tiny"));
    sink.on(new Event.Began(0, 0, new Part.Thought("")));
    sink.on(new Event.Grew(0, 0, thought.grown(), List.of()));
    if (thought instanceof Part.Thought(_, var signature)) {
      signature.ifPresent(mark -> sink.on(new Event.Signed(0, 0, mark)));
    }
    sink.on(new Event.Ended(0, 0));
  }

  private FakeClient again(Means means, Map<String, String> headers) {
    return ask(means, headers, QUESTION, CALL, RESULT);
  }

  private FakeClient ask(Means means, Map<String, String> headers, String... messages) {
    var minute = Duration.ofMinutes(1);
    var target =
        new Target("acme", upstream, minute, minute, means, Optional.empty(), Optional.empty());
    var usual = new Premises(folder, target, Traits.unknown().keepingNothing()).rooms();
    var rooms =
        new Rooms(
            usual.admission(),
            usual.catalog(),
            usual.planner(),
            usual.relays(),
            usual.ledger(),
            usual.observer(),
            usual.links(),
            usual.clock(),
            vault);
    var client = new FakeClient();
    String body =
        "{\"model\":\"tiny\",\"messages\":[" + String.join(",", messages) + "]," + TOOLS + "}";
    new Inference(new ChatCompletions(), new Standard(Premises.CLOCK), rooms)
        .serve(Premises.arrival("/v1/chat/completions", body, headers), client);
    return client;
  }

  private Request asked() {
    return upstream.asked.getLast();
  }

  private List<Part> earlier() {
    return asked().messages().get(1).parts();
  }

  private List<Part.Signature> signatures() {
    return earlier().stream()
        .filter(Part.ToolCall.class::isInstance)
        .flatMap(part -> ((Part.ToolCall) part).signature().stream())
        .toList();
  }

  private String written() {
    byte[] body = new ChatProtocol("acme").write(asked()).body();
    assertThat(JsonReader.readObject(body).values()).containsKey("messages");
    return new String(body, StandardCharsets.UTF_8);
  }
}
