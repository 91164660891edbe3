package dev.millrace.gateway.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.llm.Embedder.Ask;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VectorsTest {
  private static final VectorsProtocol STUDIO = new VectorsProtocol("google", Host.AI_STUDIO);
  private static final VectorsProtocol VERTEX = new VectorsProtocol("google", Host.VERTEX);

  private static Ask asking(OptionalInt dimensions, String... texts) {
    List<Prompt> inputs = Arrays.stream(texts).<Prompt>map(Prompt.Text::new).toList();
    return new Ask("gemini-embedding-001", inputs, dimensions);
  }

  @Test
  void aiStudioIsAskedForABatch() {
    var written = STUDIO.write(asking(OptionalInt.of(2), "a", "b"));
    assertThat(written.path()).isEqualTo("/models/gemini-embedding-001:batchEmbedContents");
    assertThat(new String(written.body(), StandardCharsets.UTF_8))
        .startsWith(
            "{\"requests\":[{\"model\":\"models/gemini-embedding-001\","
                + "\"content\":{\"parts\":[{\"text\":\"a\"}]},\"outputDimensionality\":2},");
  }

  @Test
  void vertexIsAskedToPredict() {
    var written = VERTEX.write(asking(OptionalInt.of(2), "a"));
    assertThat(written.path()).isEqualTo("/publishers/google/models/gemini-embedding-001:predict");
    assertThat(new String(written.body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"instances\":[{\"content\":\"a\"}],"
                + "\"parameters\":{\"autoTruncate\":false,\"outputDimensionality\":2}}");
  }

  @Test
  void vectorsAreScaledToLengthOne() {
    var vectors =
        STUDIO.read(
            asking(OptionalInt.of(2), "abcd", "b"),
            bytes("{\"embeddings\":[{\"values\":[3,4]},{\"values\":[0,0]}]}"));
    assertThat(vectors.values().getFirst().numbers()).containsExactly(0.6f, 0.8f);
    assertThat(vectors.values().getLast().numbers()).containsExactly(0f, 0f);
    assertThat(vectors.usage().origin()).isEqualTo(Usage.Origin.ESTIMATED);
  }

  @Test
  void vertexCounts() {
    var vectors =
        VERTEX.read(
            asking(OptionalInt.empty(), "a"),
            bytes(
                "{\"predictions\":[{\"embeddings\":{\"values\":[1],"
                    + "\"statistics\":{\"token_count\":6,\"truncated\":false}}}]}"));
    assertThat(vectors.usage()).isEqualTo(new Usage(6, 0, 0, 0, Usage.Origin.PROVIDER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"embeddings\":[]}",
        "{\"embeddings\":[{\"values\":[1,2,3]}]}",
        "{\"embeddings\":[{\"values\":[1]}]}",
        "{\"embeddings\":[{\"values\":[1,\"x\"]}]}",
        "{\"embeddings\":[{\"values\":[1,2]},{\"values\":[1,2]}]}",
        "{\"embeddings\":[{\"values\":[1e300,2]}]}"
      })
  void whatIsNotWhatWasAskedForIsAFailureOfTheProviders(String body) {
    assertThatThrownBy(() -> STUDIO.read(asking(OptionalInt.of(2), "a"), bytes(body)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.failure()).isInstanceOf(Failure.Upstream.class));
  }

  @Test
  void tokensAndTooManyTextsAreRefused() {
    var tokens = new Ask("m", List.of(new Prompt.Tokens(List.of(1))), OptionalInt.empty());
    assertThatThrownBy(() -> STUDIO.write(tokens)).isInstanceOf(Refused.class);
    var many = asking(OptionalInt.empty(), "x ".repeat(101).split(" ", -1));
    assertThatThrownBy(() -> STUDIO.write(many)).hasMessageContaining("at most 100");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
