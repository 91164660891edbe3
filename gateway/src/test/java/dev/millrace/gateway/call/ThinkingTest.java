package dev.millrace.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.ParameterPolicy;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of thoughts, from what a client asks to what it is told, by what is known of the
/// model.
final class ThinkingTest {
  private static final Traits.Thinking USUAL = new Traits.Thinking(false, false);
  private static final Traits.Thinking INLINE = new Traits.Thinking(true, false);
  private static final Traits.Thinking PRESERVED = new Traits.Thinking(false, true);
  private static final String HISTORY =
      "{\"role\":\"user\",\"content\":\"a\"},"
          + "{\"role\":\"assistant\",\"content\":\"b\",\"reasoning_content\":\"why b\"},";

  private final List<Request> asked = new ArrayList<>();
  @TempDir private Path folder;

  @Test
  void aModelThatThinksAloudIsHeardInTheContent() {
    assertThat(post(INLINE, ""))
        .contains("\"content\":\"<think>Hm.</think>Oslo.\"")
        .doesNotContain("reasoning_content");
    assertThat(post(INLINE, ",\"stream\":true"))
        .containsSubsequence("\"content\":\"<think>\"", "Hm.", "</think>", "Oslo.", "[DONE]")
        .doesNotContain("reasoning_content");
  }

  @Test
  void othersThinkApart() {
    assertThat(post(USUAL, ""))
        .contains("\"content\":\"Oslo.\"", "\"reasoning_content\":\"Hm.\"")
        .doesNotContain("<think>");
  }

  @Test
  void whoDoesNotWantThoughtsSeesNoneOfEither() {
    for (var thinking : List.of(USUAL, INLINE)) {
      assertThat(post(thinking, ",\"include_reasoning\":false"))
          .contains("\"content\":\"Oslo.\"")
          .doesNotContain("Hm.", "<think>");
    }
  }

  @Test
  void whoWantsThemInTheContentGetsThemThereOnce() {
    for (var thinking : List.of(USUAL, INLINE)) {
      assertThat(post(thinking, ",\"separate_reasoning\":false"))
          .contains("\"content\":\"<think>Hm.</think>Oslo.\"");
    }
  }

  @Test
  void thoughtsOfEarlierTurnsComeBackWhereTheyAreWanted() {
    post(PRESERVED, ",\"preserve_thinking\":true");
    assertThat(earlier()).containsExactly(new Part.Text("<think>why b</think>b"));
    post(PRESERVED, "");
    assertThat(earlier()).containsExactly(new Part.Text("b"));
  }

  @Test
  void whereTheyCannotComeBackTheWishIsRefused() {
    assertThat(post(USUAL, ",\"preserve_thinking\":true"))
        .contains("\"error\"", "\"param\":\"preserve_thinking\"");
    assertThat(asked).isEmpty();
  }

  private List<Part> earlier() {
    return asked.getLast().messages().get(1).parts();
  }

  private String post(Traits.Thinking thinking, String more) {
    String body =
        "{\"model\":\"tiny\",\"messages\":["
            + HISTORY
            + "{\"role\":\"user\",\"content\":\"c\"}]"
            + more
            + "}";
    var target = new Target("acme", upstream(), Duration.ofMinutes(1), Duration.ofSeconds(9));
    var rooms = new Premises(folder, target, traits(thinking)).rooms();
    var client = new FakeClient();
    new Inference(new ChatCompletions(), new Standard(Premises.CLOCK), rooms)
        .serve(Premises.arrival("/v1/chat/completions", body, Map.of()), client);
    return client.body();
  }

  private Upstream upstream() {
    return (request, sink) -> {
      asked.add(request);
      answer().events().forEach(sink::on);
      return new Upstream.Exchange() {
        @Override
        public void cancel() {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}
      };
    };
  }

  private static Reply answer() {
    var pieces =
        List.of(
            new Reply.Piece(new Part.Thought("Hm."), List.of()),
            new Reply.Piece(new Part.Text("Oslo."), List.of()));
    var usage = new Usage(5, 0, 4, 1, Usage.Origin.EXACT);
    return new Reply("x", "m", List.of(new Reply.Choice(0, pieces, new Stop.Ended())), usage);
  }

  private static Traits traits(Traits.Thinking thinking) {
    return new Traits(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        thinking,
        false,
        Optional.empty(),
        OptionalInt.empty(),
        ParameterPolicy.none());
  }
}
