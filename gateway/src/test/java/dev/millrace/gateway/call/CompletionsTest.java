package dev.millrace.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.openai.completions.Completions;
import dev.millrace.gateway.ledger.Ledger;
import dev.millrace.gateway.ledger.Money;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompletionsTest {
  private static final String BODY = "{\"model\":\"tiny\",\"prompt\":[\"abcd\",[1,2,3]]%s}";

  private final Many upstream = new Many();
  private final FakeClient client = new FakeClient();
  @TempDir private Path folder;
  private Premises premises;

  @BeforeEach
  void open() {
    var target =
        new Target(
            "acme",
            upstream,
            Duration.ofMinutes(1),
            Duration.ofSeconds(9),
            Means.chat().asking(EnumSet.allOf(Means.Ask.class)),
            Optional.empty(),
            Optional.empty());
    premises = new Premises(folder, target);
  }

  @Test
  void aBatchMustBeOfOneKind() {
    post("");
    assertThat(client.status()).isEqualTo(400);
    assertThat(client.body()).contains("\"param\":\"prompt[1]\"");
  }

  @Test
  void theWorstCaseOfAllIsSetAside() {
    serve("{\"model\":\"tiny\",\"prompt\":[[1],[1,2,3]],\"n\":2,\"max_tokens\":5}");
    assertThat(premises.ledger().balance(Ledger.HELD))
        .isEqualTo(new Money((1 + 3) * 1000 + 2 * 2 * 5 * 2000));
  }

  @Test
  void everyPromptIsAskedWithTheSameWishes() {
    two(",\"max_tokens\":5,\"stream\":true");
    assertThat(upstream.asked)
        .extracting(Request::prompt)
        .containsExactly(new Prompt.Text("a"), new Prompt.Text("b"));
    assertThat(upstream.asked).allMatch(asked -> asked.model().equals("acme-tiny"));
    assertThat(upstream.asked).allMatch(asked -> asked.bounds().maxTokens().getAsInt() == 5);
  }

  @Test
  void aStreamTellsOfAllAndEndsOnce() {
    two(",\"stream\":true");
    upstream.say(1, "two");
    upstream.say(0, "one");
    upstream.close(0);
    assertThat(client.body()).doesNotContain("[DONE]", "\"usage\":{");
    upstream.close(1);
    assertThat(client.body())
        .containsSubsequence(
            "\"index\":1,\"text\":\"two\"", "\"index\":0,\"text\":\"one\"", "\"total_tokens\":18")
        .endsWith("data: [DONE]\n\n");
    assertThat(premises.settled().usage()).isEqualTo(new Usage(10, 0, 8, 0, Usage.Origin.EXACT));
    assertThat(premises.finished()).hasSize(1);
  }

  @Test
  void whoLeavesInMidBatchLetsAllGoAndPaysForWhatWasSaid() {
    two(",\"stream\":true");
    upstream.say(0, "x");
    upstream.close(0);
    upstream.say(1, "y");
    client.go();
    assertThat(upstream.calls).containsExactly("1 cancel");
    assertThat(premises.settled().outcome()).isEqualTo(Outcome.CLIENT_GONE);
    assertThat(premises.settled().usage().output()).isEqualTo(2);
    assertThat(premises.ledger().sum()).isEqualTo(Money.ZERO);
    upstream.close(1);
    assertThat(premises.finished()).hasSize(1);
  }

  @Test
  void aSlowReaderPausesAll() {
    two(",\"stream\":true");
    client.fallBehind();
    upstream.say(0, "x");
    client.catchUp();
    assertThat(upstream.calls)
        .containsExactlyInAnyOrder("0 pause", "1 pause", "0 resume", "1 resume")
        .containsSubsequence("0 pause", "0 resume")
        .containsSubsequence("1 pause", "1 resume");
  }

  @Test
  void theFirstFailureIsThatOfTheWholeAnswer() {
    two("");
    upstream.say(0, "x");
    upstream.sinks.get(1).failed(new Failure.Overloaded("busy", Duration.ofSeconds(2)));
    assertThat(client.status()).isEqualTo(429);
    assertThat(upstream.calls).containsExactly("0 cancel");
    assertThat(premises.settled().outcome()).isEqualTo(Outcome.UPSTREAM_ERROR);
    assertThat(premises.ledger().balance(Ledger.REVENUE)).isEqualTo(Money.ZERO);
  }

  private void two(String more) {
    serve(BODY.replace("[\"abcd\",[1,2,3]]", "[\"a\",\"b\"]").formatted(more));
  }

  private void post(String more) {
    serve(BODY.formatted(more));
  }

  private void serve(String body) {
    new Inference(new Completions(), new Standard(Premises.CLOCK), premises.rooms())
        .serve(Premises.arrival("/v1/completions", body, Map.of()), client);
  }

  private static final class Many implements Upstream {
    private final List<Request> asked = new ArrayList<>();
    private final List<Sink> sinks = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();

    @Override
    public Exchange open(Request request, Sink sink) {
      int number = sinks.size();
      asked.add(request);
      sinks.add(sink);
      sink.on(new Event.Opened("up-" + number, "acme-tiny"));
      sink.on(new Event.Began(0, 0, new Part.Text("")));
      return new Exchange() {
        @Override
        public void cancel() {
          calls.add(number + " cancel");
        }

        @Override
        public void pause() {
          calls.add(number + " pause");
        }

        @Override
        public void resume() {
          calls.add(number + " resume");
        }
      };
    }

    void say(int number, String word) {
      sinks.get(number).on(new Event.Grew(0, 0, word, List.of()));
    }

    void close(int number) {
      var sink = sinks.get(number);
      sink.on(new Event.Ended(0, 0));
      sink.on(new Event.Stopped(0, new Stop.Ended()));
      sink.on(new Event.Metered(new Usage(5, 0, 4, 0, Usage.Origin.EXACT)));
      sink.on(new Event.Closed());
    }
  }
}
