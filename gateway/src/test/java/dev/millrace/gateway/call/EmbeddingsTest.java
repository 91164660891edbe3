package dev.millrace.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.ledger.Ledger;
import dev.millrace.gateway.ledger.Money;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Embedder;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddingsTest {
  private final Script embedder = new Script();
  private final FakeClient client = new FakeClient();
  @TempDir private Path folder;
  private Premises premises;

  @BeforeEach
  void open() {
    premises = premises(Optional.of(embedder));
  }

  @Test
  void vectorsAreWrittenUnderTheNameAskedFor() {
    post(",\"dimensions\":2");
    embedder.answer();
    client.manualLoop().turn();
    assertThat(embedder.asked)
        .containsExactly(
            new Embedder.Ask(
                "acme-tiny",
                List.of(new Prompt.Text("abcd"), new Prompt.Text("efgh")),
                OptionalInt.of(2)));
    assertThat(client.body())
        .isEqualTo(
            "{\"object\":\"list\",\"data\":["
                + "{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.6,-0.8]},"
                + "{\"object\":\"embedding\",\"index\":1,\"embedding\":[1.0,0.0]}],"
                + "\"model\":\"Tiny\",\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}");
  }

  @Test
  void whoMayBeAskedIsHeeded() {
    var headers = Map.of("x-millrace-zdr", "required");
    for (var refused : List.of(post("", headers), post(",\"provider\":{\"zdr\":true}", Map.of()))) {
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.body()).contains("model_zdr_not_supported");
    }
    for (String more :
        List.of(
            ",\"provider\":{\"ignore\":[\"acme\"]}",
            ",\"models\":[\"other\"]",
            ",\"provider\":{\"max_price\":{\"prompt\":0.1}}")) {
      assertThat(post(more, Map.of()).status()).isEqualTo(400);
    }
    assertThat(post("", Map.of("x-millrace-region", "eu")).status()).isEqualTo(400);
    assertThat(embedder.asked).isEmpty();
    post(",\"provider\":{\"order\":[\"acme\"]}");
    assertThat(embedder.asked).hasSize(1);
  }

  @Test
  void base64HoldsTheBitsOfTheNumbers() {
    post(",\"encoding_format\":\"base64\"");
    embedder.answer();
    client.manualLoop().turn();
    assertThat(client.body()).contains("\"embedding\":\"mpkZP83MTL8=\"");
  }

  @Test
  void whatWasUsedIsSettledOnce() {
    post("");
    assertThat(premises.ledger().running()).isOne();
    embedder.answer();
    client.manualLoop().turn();
    client.go();
    assertThat(premises.settled().outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(premises.ledger().balance(premises.account())).isEqualTo(new Money(-7 * 1000));
    assertThat(premises.ledger().running()).isZero();
    assertThat(premises.finished()).hasSize(1);
    assertThat(client.manualLoop().timers()).isZero();
  }

  @Test
  void whoLeavesLetsTheEmbedderGo() {
    post("");
    client.go();
    assertThat(embedder.cancelled).isOne();
    assertThat(premises.settled().outcome()).isEqualTo(Outcome.CLIENT_GONE);
    embedder.answer();
    client.manualLoop().turn();
    assertThat(client.status()).isZero();
    assertThat(premises.finished()).hasSize(1);
  }

  @Test
  void whoHasLeftBeforeItBeganCostsNoWork() {
    client.go();
    post("");
    assertThat(embedder.asked).isEmpty();
    assertThat(premises.ledger().running()).isZero();
  }

  @Test
  void aRefusalCostsNothing() {
    post("");
    embedder.sinks.getFirst().failed(new Failure.Overloaded("busy", Duration.ofSeconds(3)));
    client.manualLoop().turn();
    assertThat(client.status()).isEqualTo(429);
    assertThat(client.header("retry-after")).isEqualTo("3");
    assertThat(premises.ledger().balance(Ledger.REVENUE)).isEqualTo(Money.ZERO);
  }

  @Test
  void anEmbedderThatNeverAnswersIsATimeoutOfTheGateway() {
    post("");
    client.manualLoop().pass(Duration.ofMinutes(1));
    assertThat(client.status()).isEqualTo(504);
    assertThat(embedder.cancelled).isOne();
  }

  @Test
  void aBugIsToldAsOurs() {
    post("");
    var odd = new Embedder.Vector(List.of(Float.NaN));
    var usage = new Usage(1, 0, 0, 0, Usage.Origin.EXACT);
    embedder.sinks.getFirst().on(new Embedder.Vectors("x", List.of(odd), usage));
    client.manualLoop().turn();
    assertThat(client.status()).isEqualTo(500);
    assertThat(client.body()).contains("internal_error");
  }

  @Test
  void aModelWithoutEmbeddingsIsRefusedByName() {
    premises = premises(Optional.empty());
    post("");
    assertThat(client.status()).isEqualTo(400);
    assertThat(client.body())
        .contains("\"param\":\"model\"", "unsupported_parameter", "no embeddings", "acme");
    assertThat(premises.ledger().running()).isZero();
  }

  private void post(String more) {
    post(more, Map.of(), client);
  }

  private FakeClient post(String more, Map<String, String> headers) {
    var other = new FakeClient();
    post(more, headers, other);
    return other;
  }

  private void post(String more, Map<String, String> headers, FakeClient asking) {
    var endpoint =
        new Embeddings(new Standard(Premises.CLOCK), premises.rooms(), new Aside(Runnable::run));
    endpoint.serve(
        Premises.arrival(
            "/v1/embeddings",
            "{\"model\":\"Tiny\",\"input\":[\"abcd\",\"efgh\"]" + more + "}",
            headers),
        asking);
  }

  private Premises premises(Optional<Embedder> made) {
    Upstream nobody =
        (_, _) -> {
          throw new IllegalStateException("nobody asks for an answer");
        };
    var patience = Duration.ofMinutes(1);
    var target =
        new Target("acme", nobody, patience, patience, Means.chat(), made, Optional.empty());
    return new Premises(folder, target);
  }

  private static final class Script implements Embedder {
    private final List<Ask> asked = new ArrayList<>();
    private final List<Sink> sinks = new ArrayList<>();
    private int cancelled;

    @Override
    public Runnable embed(Ask ask, Sink sink) {
      asked.add(ask);
      sinks.add(sink);
      return () -> cancelled++;
    }

    void answer() {
      var values = List.of(new Vector(List.of(0.6f, -0.8f)), new Vector(List.of(1f, 0f)));
      var usage = new Usage(7, 0, 0, 0, Usage.Origin.EXACT);
      sinks.getFirst().on(new Vectors("acme-tiny", values, usage));
    }
  }
}
