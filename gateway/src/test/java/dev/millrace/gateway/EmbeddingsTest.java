package dev.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.openai.client.OpenAIClient;
import com.openai.errors.BadRequestException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams.EncodingFormat;
import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Embeddings of the bundled model, over HTTP.
final class EmbeddingsTest {
  private static RunningGateway gateway;
  private static OpenAIClient client;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start(Config.defaults());
    client = gateway.client();
  }

  @AfterAll
  static void stop() {
    client.close();
    gateway.close();
  }

  @Test
  void theOfficialClientGetsAVectorOfLengthOneForEachInput() {
    var answer = create(params().inputOfArrayOfStrings(List.of("a cat", "a dog", "a cat")));
    assertThat(answer.data()).extracting(Embedding::index).containsExactly(0L, 1L, 2L);
    assertThat(length(answer.data().getFirst().embedding())).isCloseTo(1, within(1e-4));
    assertThat(answer.data().get(2).embedding()).isEqualTo(answer.data().getFirst().embedding());
    assertThat(answer.data().get(1).embedding()).isNotEqualTo(answer.data().getFirst().embedding());
    assertThat(answer.usage().totalTokens()).isEqualTo(answer.usage().promptTokens()).isPositive();
  }

  @Test
  void bothEncodingsSayTheSameNumbersToTheLastBit() {
    var plain = post("{\"model\":\"millrace-mini\",\"input\":\"hello\"}");
    var packed =
        post("{\"model\":\"millrace-mini\",\"input\":\"hello\",\"encoding_format\":\"base64\"}");
    assertThat(floats((Json.Text) embedding(packed)))
        .isEqualTo(floats((Json.Items) embedding(plain)));
  }

  @Test
  void theOfficialClientReadsBothEncodings() {
    var plain = create(params().input("hello").encodingFormat(EncodingFormat.FLOAT));
    var packed = create(params().input("hello").encodingFormat(EncodingFormat.BASE64));
    assertThat(packed.data().getFirst().embedding()).isEqualTo(plain.data().getFirst().embedding());
  }

  @Test
  void tokensMayBeGivenInsteadOfTexts() {
    var several = create(params().inputOfArrayOfTokenArrays(List.of(List.of(5L, 6L), List.of(7L))));
    assertThat(several.data()).hasSize(2);
    assertThat(several.usage().promptTokens()).isEqualTo(3);
  }

  @Test
  void fewerDimensionsAreScaledBackToLengthOne() {
    var answer = create(params().input("hello").dimensions(16));
    assertThat(answer.data().getFirst().embedding()).hasSize(16);
    assertThat(length(answer.data().getFirst().embedding())).isCloseTo(1, within(1e-4));
  }

  @Test
  void anInputBeyondTheWindowIsRefusedWithBothNumbers() {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> create(params().input("word ".repeat(5000))))
        .withMessageContaining("2048")
        .satisfies(error -> assertThat(error.param()).contains("input"));
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of("", "input"),
        Arguments.of(",\"input\":\"\"", "input"),
        Arguments.of(",\"input\":[]", "input"),
        Arguments.of(",\"input\":[\"a\",\"\"]", "input[1]"),
        Arguments.of(",\"input\":[[1],[-2]]", "input[1][0]"),
        Arguments.of(",\"input\":[[1],[2,99999]]", "input[1][1]"),
        Arguments.of(",\"input\":{}", "input"),
        Arguments.of(",\"input\":[" + "\"a\",".repeat(2048) + "\"a\"]", "input"),
        Arguments.of(",\"input\":\"a\",\"dimensions\":0", "dimensions"),
        Arguments.of(",\"input\":\"a\",\"dimensions\":100000", "dimensions"),
        Arguments.of(",\"input\":\"a\",\"encoding_format\":\"int8\"", "encoding_format"),
        Arguments.of(",\"input\":\"a\",\"truncate\":true", "truncate"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void whatIsWrongIsNamed(String fields, String field) {
    var answer = gateway.post("/v1/embeddings", "{\"model\":\"millrace-mini\"" + fields + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("\"param\":\"" + field + "\"");
  }

  private static CreateEmbeddingResponse create(EmbeddingCreateParams.Builder params) {
    return client.embeddings().create(params.build());
  }

  private static EmbeddingCreateParams.Builder params() {
    return EmbeddingCreateParams.builder().model("millrace-mini");
  }

  private static double length(List<Float> vector) {
    return Math.sqrt(vector.stream().mapToDouble(number -> (double) number * number).sum());
  }

  private static Json.Fields post(String body) {
    var answer = gateway.post("/v1/embeddings", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonReader.readObject(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static Json embedding(Json.Fields answer) {
    var data = (Json.Items) answer.get("data").orElseThrow();
    return ((Json.Fields) data.values().getFirst()).get("embedding").orElseThrow();
  }

  private static List<Float> floats(Json.Items numbers) {
    return numbers.values().stream()
        .map(number -> ((Json.Numeral) number).value().floatValue())
        .toList();
  }

  private static List<Float> floats(Json.Text packed) {
    var bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(packed.value())).order(ByteOrder.LITTLE_ENDIAN);
    var numbers = new ArrayList<Float>();
    while (bytes.hasRemaining()) {
      numbers.add(bytes.getFloat());
    }
    return numbers;
  }
}
