package dev.millrace.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Model.Deployment;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Routing;
import dev.millrace.gateway.catalog.Routing.Affinity;
import dev.millrace.gateway.catalog.Routing.Strategy;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.dialect.Dialect;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Seal;
import dev.millrace.gateway.dialect.anthropic.Messages;
import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.dialect.openai.completions.Completions;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What clients say about who is to answer, through whole endpoints.
final class PreferredTest {
  private static final String CHAT =
      "{\"model\":\"big\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}";

  private final Script near = new Script();
  private final Script far = new Script();
  private final FakeClient client = new FakeClient();
  @TempDir private Path folder;
  private Premises premises;
  private int calls;

  @BeforeEach
  void open() {
    var targets =
        Map.of(
            "near", target("near", near),
            "far", target("far", far));
    var here = new Deployment("near", "n").withRegion("eu-1");
    var there = new Deployment("far", "f");
    var spread = new Routing(Strategy.WEIGHTED, Affinity.SESSION);
    var catalog =
        new Catalog(
            List.of(
                model("big", here, there),
                model("small", there),
                model("spread", here, there).withRouting(spread)));
    premises = new Premises(folder, catalog, targets);
  }

  private static Target target(String name, Script script) {
    var patience = Duration.ofMinutes(1);
    var means = Means.chat().asking(EnumSet.allOf(Means.Ask.class));
    return new Target(name, script, patience, patience, means, Optional.empty(), Optional.empty());
  }

  private static Model model(String name, Deployment... places) {
    return new Model(
        name,
        List.of(),
        "acme",
        Instant.EPOCH,
        OptionalInt.of(100),
        new Price.Free(),
        Traits.unknown(),
        List.of(places),
        Manner.usual());
  }

  static Stream<Object[]> dialects() {
    return Stream.of(
        new Object[] {new ChatCompletions(), "'messages':[{'role':'user','content':'hi'}]"},
        new Object[] {new Completions(), "'prompt':'hi'"},
        new Object[] {
          new Messages(new Open()), "'max_tokens':9,'messages':[{'role':'user','content':'hi'}]"
        });
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void everyDialectTakesTheFields(Dialect dialect, String prompt) {
    String fields = "'models':['big','small'],'provider':{'order':['far']},'route':'fallback'";
    serve(dialect, "{" + fields + ",'session_id':'s'," + prompt + "}", Map.of());
    assertThat(far.asked).hasSize(1);
    far.say("Hello");
    far.close(new Stop.Ended());
    assertThat(client.body()).contains("\"model\":\"big\"", "Hello");
  }

  @Test
  void anotherModelThatAnswersIsTold() {
    String body = CHAT.formatted(",\"models\":[\"Small\"],\"provider\":{\"only\":[\"far\"]}");
    inference()
        .serve(
            arrival(body.replace("big", "gone"), Map.of("x-millrace-params", "lenient")), client);
    far.say("Hello");
    far.close(new Stop.Ended());
    assertThat(client.body()).contains("\"model\":\"Small\"");
    assertThat(client.header("x-millrace-receipt")).isEqualTo("dropped=model");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ,"provider":{"only":["none"]}    | provider
          ,"provider":{"max_price":-1}     | provider.max_price
          ,"models":[7]                    | models[0]
          """)
  void whatIsWrongIsRefusedByName(String more, String field) {
    post(more);
    assertThat(client.status()).isEqualTo(400);
    assertThat(client.body()).contains("\"param\":\"" + field + "\"");
  }

  @Test
  void aRegionIsDemandedInAHeader() {
    inference().serve(arrival(CHAT.formatted(""), Map.of("x-millrace-region", "EU")), client);
    assertThat(near.asked).hasSize(1);
    var other = new FakeClient();
    inference().serve(arrival(CHAT.formatted(""), Map.of("x-millrace-region", "us")), other);
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.body()).contains("x-millrace-region", "does not run in us");
  }

  @ParameterizedTest
  @CsvSource({"x-session-id", "session_id", "x-claude-code-session-id"})
  void theSessionOfAHeaderKeepsToItsPlace(String header) {
    var homes = new HashSet<Set<Boolean>>();
    for (int session = 0; session < 20; session++) {
      var answered = new HashSet<Boolean>();
      for (int turn = 0; turn < 5; turn++) {
        int before = near.asked.size();
        String body = CHAT.replace("big", "spread").formatted("");
        inference().serve(arrival(body, Map.of(header, "s" + session)), new FakeClient());
        answered.add(near.asked.size() > before);
      }
      homes.add(answered);
    }
    assertThat(homes).containsExactlyInAnyOrder(Set.of(true), Set.of(false));
  }

  private Inference inference() {
    return new Inference(new ChatCompletions(), new Standard(Premises.CLOCK), premises.rooms());
  }

  private void serve(Dialect dialect, String body, Map<String, String> headers) {
    new Inference(dialect, new Standard(Premises.CLOCK), premises.rooms())
        .serve(arrival(body.replace('\'', '"'), headers), client);
  }

  private void post(String more) {
    inference().serve(arrival(CHAT.formatted(more), Map.of()), client);
  }

  private Arrival arrival(String body, Map<String, String> headers) {
    var first = Premises.arrival("/v1/chat/completions", body, headers);
    String id = "req_" + calls++;
    return new Arrival(id, "POST", first.path(), "", Map.of(), first.headers(), first.body());
  }

  /// Hides nothing.
  private static final class Open implements Seal {
    @Override
    public String seal(String text) {
      return text;
    }

    @Override
    public Optional<String> open(String token) {
      return Optional.of(token);
    }
  }
}
