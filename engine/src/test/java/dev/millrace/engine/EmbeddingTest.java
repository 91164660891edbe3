package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.llm.Bounds;
import dev.millrace.llm.Embedder;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Sampling;
import dev.millrace.llm.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddingTest {
  private static final int WIDTH = 32;

  @TempDir private Path folder;
  private Engine engine;

  @BeforeEach
  void load() throws IOException {
    engine = Engine.load(TinyModel.write(folder), Settings.standard().withThreads(1));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aVectorHasTheModelsWidthAndLengthOne() {
    var vectors = vectors(ask("hello", "world!"));
    assertThat(vectors.values()).hasSize(2);
    vectors
        .values()
        .forEach(vector -> {
          assertThat(vector.numbers()).hasSize(WIDTH);
          assertThat(length(vector)).isCloseTo(1, within(1e-6));
        });
    assertThat(vectors.usage()).isEqualTo(new Usage(11, 0, 0, 0, Usage.Origin.EXACT));
    assertThat(vectors.model()).isEqualTo("tiny");
  }

  @Test
  void aVectorDoesNotDependOnWhatElseIsAsked() {
    String text = "x".repeat(200);
    var alone = vectors(ask(text)).values().getFirst();
    var reader = new Reader();
    engine.open(talk(), reader);
    assertThat(vectors(ask("a", text, "b")).values().get(1)).isEqualTo(alone);
    reader.reply();
  }

  @Test
  void textAndItsTokensHaveTheSameVector() {
    var tokens = engine.tokens(Request.of("m", new Prompt.Text("hello")));
    var ask = new Embedder.Ask("m", List.of(new Prompt.Tokens(tokens)), OptionalInt.empty());
    assertThat(vectors(ask).values()).isEqualTo(vectors(ask("hello")).values());
  }

  @Test
  void fewerDimensionsAreTheFirstOnesScaled() {
    var whole = vectors(ask("hello")).values().getFirst().numbers();
    var few = new Embedder.Ask("m", List.of(new Prompt.Text("hello")), OptionalInt.of(8));
    var vector = vectors(few).values().getFirst();
    assertThat(length(vector)).isCloseTo(1, within(1e-6));
    double scale = whole.get(0) / vector.numbers().get(0);
    IntStream.range(0, 8)
        .forEach(at ->
            assertThat(vector.numbers().get(at) * scale).isCloseTo(whole.get(at), within(1e-6)));
  }

  @Test
  void theFileSaysHowStatesArePooled() throws IOException {
    var last = vectors(ask("ab")).values().getFirst();
    assertThat(pooled(3, "ab")).isEqualTo(last);
    assertThat(pooled(2, "ab")).isEqualTo(vectors(ask("a")).values().getFirst());
    assertThat(pooled(1, "a")).isEqualTo(vectors(ask("a")).values().getFirst());
    assertThat(pooled(1, "ab")).isNotEqualTo(last);
  }

  @Test
  void whatCannotBeAVectorIsRefusedByItsField() {
    assertThat(refused(ask(""))).isEqualTo("input");
    assertThat(refused(ask("a", ""))).isEqualTo("input[1]");
    var unknown = new Prompt.Tokens(List.of(1, 999));
    var tokens = new Embedder.Ask("m", List.of(unknown), OptionalInt.empty());
    assertThat(refused(tokens)).isEqualTo("input[1]");
    var wide = new Embedder.Ask("m", List.of(new Prompt.Text("a")), OptionalInt.of(WIDTH + 1));
    assertThat(refused(wide)).isEqualTo("dimensions");
    assertThat(failure(ask("x".repeat(TinyModel.CONTEXT + 1))))
        .isInstanceOf(Failure.ContextExceeded.class);
  }

  @Test
  void aClosedEngineIsUnavailable() {
    engine.close();
    assertThat(failure(ask("a"))).isInstanceOf(Failure.Unavailable.class);
  }

  private Embedder.Vector pooled(int type, String text) throws IOException {
    Path file = folder.resolve("pooled.gguf");
    TinyModel.withTensors(TinyModel.writer(TinyModel.TEMPLATE).unsigned("llama.pooling_type", type))
        .write(file);
    try (var pooling = Engine.load(file, Settings.standard().withThreads(1))) {
      return outcome(pooling, ask(text)).vectors().join().values().getFirst();
    }
  }

  private Embedder.Vectors vectors(Embedder.Ask ask) {
    return outcome(engine, ask).vectors().join();
  }

  private String refused(Embedder.Ask ask) {
    return failure(ask) instanceof Failure.BadRequest bad ? bad.field() : "not refused";
  }

  private Failure failure(Embedder.Ask ask) {
    return outcome(engine, ask).failure().join();
  }

  private record Outcome(
      CompletableFuture<Embedder.Vectors> vectors, CompletableFuture<Failure> failure)
      implements Embedder.Sink {
    @Override
    public void on(Embedder.Vectors all) {
      vectors.complete(all);
      failure.completeExceptionally(new AssertionError("there were vectors"));
    }

    @Override
    public void failed(Failure problem) {
      failure.complete(problem);
      vectors.completeExceptionally(new AssertionError(problem.toString()));
    }
  }

  private static Outcome outcome(Engine engine, Embedder.Ask ask) {
    var outcome = new Outcome(new CompletableFuture<>(), new CompletableFuture<>());
    engine.embed(ask, outcome);
    return outcome;
  }

  private static Embedder.Ask ask(String... texts) {
    List<Prompt> inputs =
        List.<Prompt>copyOf(List.of(texts).stream().map(Prompt.Text::new).toList());
    return new Embedder.Ask("m", inputs, OptionalInt.empty());
  }

  private static Request talk() {
    return Request.of("m", List.of(Message.of(Role.USER, "hello")))
        .withSampling(Sampling.greedy())
        .withBounds(Bounds.tokens(40));
  }

  private static double length(Embedder.Vector vector) {
    return Math.sqrt(vector.numbers().stream().mapToDouble(number -> number * number).sum());
  }
}
