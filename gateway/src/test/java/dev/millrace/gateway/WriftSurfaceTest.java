package dev.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.config.ConfigFile;
import dev.millrace.gateway.config.ConfigFile.Reading;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Wrift's surface over the network, against the bundled model.
final class WriftSurfaceTest {
  private static final String CHAT = "/wrift/v1/chat/completions";
  private static final String HI = "'messages':[{'role':'developer','content':'string'}]";
  private static final String CONFIG =
      """
      models:
        - {name: 'deepseek-ai/deepseek-r1:2', bundled: true}
      """;

  private static RunningGateway gateway;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("millrace.yaml"), CONFIG);
    var reading = ConfigFile.read(file, Map.of());
    gateway = RunningGateway.start(((Reading.Good) reading).config());
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void anAnswerHasTheMembersOfTheDocument() {
    var answer = post("{'model':'deepseek-ai/deepseek-r1','max_completion_tokens':3," + HI + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var body = JsonReader.readObject(answer.body());
    assertThat(body.values())
        .containsKeys("id", "choices", "created", "model", "object", "system_fingerprint", "usage");
    assertThat(body.get("model")).contains(new Json.Text("deepseek-ai/deepseek-r1"));
    var usage = (Json.Fields) body.get("usage").orElseThrow();
    assertThat(usage.values())
        .containsOnlyKeys(
            "completion_tokens",
            "prompt_tokens",
            "total_tokens",
            "completion_tokens_details",
            "prompt_tokens_details");
    assertThat(details(usage, "completion_tokens_details"))
        .containsOnlyKeys(
            "accepted_prediction_tokens",
            "audio_tokens",
            "reasoning_tokens",
            "rejected_prediction_tokens");
    assertThat(details(usage, "prompt_tokens_details"))
        .containsOnlyKeys("audio_tokens", "cached_tokens");
  }

  @Test
  void aPredictionIsFoundWhereTheAnswerSays() {
    var answer = post("{'model':'deepseek-ai/deepseek-r1:2','max_completion_tokens':2," + HI + "}");
    var place = answer.headers().firstValue("location").orElseThrow();
    var found = gateway.get(place);
    assertThat(found.statusCode()).isEqualTo(200);
    var prediction = JsonReader.readObject(found.body());
    assertThat(prediction.get("status")).contains(new Json.Text("succeeded"));
    assertThat(prediction.get("output")).contains(JsonReader.read(answer.body()));
    assertThat(prediction.get("model"))
        .contains(
            JsonReader.read(
                "{\"owner\":\"deepseek-ai\",\"name\":\"deepseek-r1\",\"version_number\":2}"));
    assertThat(gateway.get("/wrift/v1/predictions").body()).contains(prediction(place));
    var cancelled = gateway.post(place + "/cancel", "");
    assertThat(cancelled.statusCode()).isEqualTo(409);
    assertThat(cancelled.body()).startsWith("{\"detail\":\"");
  }

  private static Map<String, Json> details(Json.Fields usage, String name) {
    return ((Json.Fields) usage.get(name).orElseThrow()).values();
  }

  private static String prediction(String place) {
    return "\"id\":\"" + place.substring(place.lastIndexOf('/') + 1) + "\"";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'model':'string',HI}                              | 422 | ['body','model']",
        "{'model':'deepseek-ai/deepseek-r1'}                | 422 | ['body','messages']",
        "{'model':'deepseek-ai/deepseek-r1','messages':7}   | 422 | 'type':'list_type'",
        "{'model':7,HI}                                     | 422 | 'type':'string_type'",
        "{'model':'deepseek-ai/deepseek-r1','stream':true,HI} | 422 | does not stream",
        "{'model':'deepseek-ai/deepseek-r1','temperature':9,HI} | 422 | ['body','temperature']",
        "{'model':'deepseek-ai/deepseek-r1:3',HI}           | 404 | {'detail':'the model",
        "{'model':                                          | 422 | json_invalid"
      })
  void whatIsWrongIsToldAsDetails(String body, int status, String detail) {
    var answer = post(body.replace("HI", HI));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"detail\":").contains(detail.replace('\'', '"'));
  }

  @Test
  void aPathThatIsNotThereIsToldAsOneText() {
    assertThat(gateway.get("/wrift/v1/nothing").body())
        .isEqualTo("{\"detail\":\"nothing is served at /wrift/v1/nothing\"}");
  }

  private static HttpResponse<String> post(String body) {
    return gateway.post(CHAT, body.replace('\'', '"'));
  }
}
