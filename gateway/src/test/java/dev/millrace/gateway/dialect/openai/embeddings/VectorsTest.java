package dev.millrace.gateway.dialect.openai.embeddings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.llm.Embedder.Ask;
import dev.millrace.llm.Embedder.Vector;
import dev.millrace.llm.Embedder.Vectors;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Usage;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Vectors of a provider.
final class VectorsTest {
  private static final EmbeddingsProtocol PROTOCOL = new EmbeddingsProtocol("somebody");
  private static final Ask TWO =
      new Ask("m", List.of(new Prompt.Text("a"), new Prompt.Text("b")), OptionalInt.of(2));

  @Test
  void textsAreAskedForInTheirOrder() {
    assertThat(written(TWO))
        .isEqualTo("{\"model\":\"m\",\"input\":[\"a\",\"b\"],\"dimensions\":2}");
  }

  @Test
  void tokensAreAskedForAsTheyAre() {
    var ask = new Ask("m", List.of(new Prompt.Tokens(List.of(1, 2))), OptionalInt.empty());
    assertThat(written(ask)).isEqualTo("{\"model\":\"m\",\"input\":[[1,2]]}");
  }

  @Test
  void manyAreWantedPacked() {
    var ask = new Ask("m", Collections.nCopies(64, new Prompt.Text("a")), OptionalInt.empty());
    assertThat(written(ask)).endsWith(",\"encoding_format\":\"base64\"}");
  }

  @Test
  void textsAndTokensAreNotMixed() {
    List<Prompt> mixed = List.of(new Prompt.Text("a"), new Prompt.Tokens(List.of(1)));
    assertThatThrownBy(() -> PROTOCOL.write(new Ask("m", mixed, OptionalInt.empty())))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("send them apart");
  }

  @Test
  void aModelMayBeInThePath() {
    var azure = new EmbeddingsProtocol("azure", "/deployments/{model}/embeddings?api-version=1");
    assertThat(azure.write(TWO.withModel("a b/c")).path())
        .isEqualTo("/deployments/a%20b%2Fc/embeddings?api-version=1");
  }

  @Test
  void vectorsComeInTheOrderOfTheirIndices() {
    var vectors =
        read(
            "{\"model\":\"them\",\"data\":[{\"index\":1,\"embedding\":[0,1]},"
                + "{\"index\":0,\"embedding\":\"AACAPwAAAAA=\"}],"
                + "\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}");
    assertThat(vectors.values())
        .containsExactly(new Vector(List.of(1f, 0f)), new Vector(List.of(0f, 1f)));
    assertThat(vectors.model()).isEqualTo("them");
    assertThat(vectors.usage()).isEqualTo(new Usage(7, 0, 0, 0, Usage.Origin.PROVIDER));
  }

  @Test
  void whatNobodyCountsIsEstimated() {
    var vectors = read("{\"data\":[{\"embedding\":[0,1]},{\"embedding\":[1,0]}]}");
    assertThat(vectors.usage()).isEqualTo(new Usage(2, 0, 0, 0, Usage.Origin.ESTIMATED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"data\":[]} | 0 vectors for 2 inputs",
        "{\"data\":[{\"index\":0,\"embedding\":[0,1]}]} | 1 vectors for 2 inputs",
        "{\"data\":[{\"index\":0,\"embedding\":[0,1]},{\"index\":0,\"embedding\":[0,1]}]} | two"
            + " vectors for input 0",
        "{\"data\":[{\"index\":2,\"embedding\":[0,1]}]} | data[0].index must be",
        "{\"data\":[{\"embedding\":[0,1]},{\"embedding\":[0]}]} | a vector of 1 numbers, not 2",
        "{\"data\":[{\"embedding\":[0,\"x\"]}]} | data[0].embedding[1] must be",
        "{\"data\":[{\"embedding\":\"?\"}]} | no Base64",
        "{\"data\":[{\"embedding\":\"AADAfwAAwH8=\"}]} | holds NaN",
        "{\"data\":7} | data must be an array",
        "[] | must be an object",
        "{\"error\":{\"message\":\"out of order\"}} | out of order"
      })
  void whatIsNoAnswerIsTheProvidersFault(String body, String why) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.failure())
                    .isInstanceOfSatisfying(
                        Failure.Upstream.class,
                        failure -> {
                          assertThat(failure.status()).isEqualTo(502);
                          assertThat(failure.message()).contains(why);
                        }));
  }

  private static Vectors read(String body) {
    return PROTOCOL.read(TWO, body.getBytes(UTF_8));
  }

  private static String written(Ask ask) {
    return new String(PROTOCOL.write(ask).body(), UTF_8);
  }
}
