package dev.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the bundled model makes of texts, and back, over HTTP.
final class TokensTest {
  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start(Config.defaults());
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hello, wörld 😀", "a", " ", "line\\nline", "<|im_start|>user"})
  void aTextBecomesTokensAndTheTokensTheText(String text) {
    var told = post("/tokenize", "{\"model\":\"millrace-mini\",\"prompt\":\"" + text + "\"}");
    var tokens = numbers(told, "tokens");
    assertThat(number(told, "count")).isEqualTo(tokens.size());
    assertThat(number(told, "max_model_len")).isEqualTo(2048);
    var back = post("/detokenize", "{\"tokens\":" + tokens + "}");
    assertThat(back.get("prompt").orElseThrow()).isEqualTo(JsonReader.read("\"" + text + "\""));
  }

  @Test
  void aConversationBecomesTheTokensThatAnAnswerCounts() {
    String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"What is up?\"}]";
    var told = post("/v1/tokenize", "{\"model\":\"millrace-mini\"," + messages + "}");
    var answer =
        gateway.chat("{\"model\":\"millrace-mini\",\"max_tokens\":1," + messages + "}").body();
    assertThat(answer).contains("\"prompt_tokens\":" + number(told, "count") + ",");
  }

  @Test
  void aConversationIsCountedAsItsRenderingSays() {
    String hi = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
    int usual = number(post("/tokenize", "{" + hi + "}"), "count");
    int bare = number(post("/tokenize", "{" + hi + ",\"add_generation_prompt\":false}"), "count");
    assertThat(bare).isLessThan(usual);
    String template = ",\"chat_template\":\"{{ messages[0].content }}\"";
    var own = numbers(post("/tokenize", "{" + hi + template + "}"), "tokens");
    assertThat(own).isEqualTo(numbers(post("/tokenize", "{\"prompt\":\"hi\"}"), "tokens"));
  }

  @Test
  void tokensAreWrittenOutIfThatIsAskedFor() {
    var told = post("/tokenize", "{\"prompt\":\"Hello there\",\"return_token_strs\":true}");
    var names = ((Json.Items) told.get("token_strs").orElseThrow()).values();
    assertThat(names).hasSize(number(told, "count"));
    var without = post("/tokenize", "{\"prompt\":\"Hello there\"}");
    assertThat(without.get("token_strs")).contains(new Json.Null());
  }

  @Test
  void tokensOfATextAreAPromptThatIsAnsweredAlike() {
    String text = "<|im_start|>user\\nReply with exactly: ok<|im_end|>\\n<|im_start|>assistant\\n";
    var tokens = numbers(post("/tokenize", "{\"prompt\":\"" + text + "\"}"), "tokens");
    String rest = ",\"model\":\"millrace-mini\",\"temperature\":0}";
    var byText = gateway.post("/v1/completions", "{\"prompt\":\"" + text + "\"" + rest).body();
    var byTokens = gateway.post("/v1/completions", "{\"prompt\":" + tokens + rest).body();
    assertThat(byText).contains("\"text\":\"ok\"");
    assertThat(byTokens).contains("\"text\":\"ok\"");
  }

  @Test
  void aLongTextIsCountedWhateverTheWindow() {
    var told = post("/tokenize", "{\"prompt\":\"" + "word ".repeat(4_000) + "\"}");
    assertThat(number(told, "count")).isGreaterThan(2048);
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of("/tokenize", "{}", "prompt", "missing_required_parameter"),
        Arguments.of("/tokenize", "{\"prompt\":7}", "prompt", "invalid_type"),
        Arguments.of("/tokenize", "{\"prompt\":\"a\",\"messages\":[]}", "prompt", ""),
        Arguments.of("/tokenize", "{\"messages\":[]}", "messages", ""),
        Arguments.of("/tokenize", "{\"prompt\":\"a\",\"model\":\"x\"}", "model", "model_not_found"),
        Arguments.of("/tokenize", "{\"prompt\":\"a\",\"n\":1}", "n", "unknown_parameter"),
        Arguments.of("/tokenize", "{\"prompt\":\"a\",\"tools\":[]}", "tools", "unknown_parameter"),
        Arguments.of("/tokenize", "{\"prompt\":\"\\ud800\"}", "", "invalid_json"),
        Arguments.of("/detokenize", "{}", "tokens", "missing_required_parameter"),
        Arguments.of("/detokenize", "{\"tokens\":\"a\"}", "tokens", "invalid_type"),
        Arguments.of("/detokenize", "{\"tokens\":[1,-1]}", "tokens[1]", "invalid_value"),
        Arguments.of("/detokenize", "{\"tokens\":[1,99999]}", "tokens[1]", "invalid_value"),
        Arguments.of("/detokenize", "{\"tokens\":[1.5]}", "tokens[0]", "invalid_value"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void whatIsWrongIsNamed(String path, String body, String field, String code) {
    var answer = gateway.post(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 404);
    if (!field.isEmpty()) {
      assertThat(answer.body()).contains("\"param\":\"" + field + "\"");
    }
    assertThat(answer.body()).contains("\"code\":\"" + code);
  }

  @Test
  void aKeyIsNeeded() {
    var request = gateway.postRequest("/tokenize", "{\"prompt\":\"a\"}");
    var answer = gateway.send(request.setHeader("authorization", "Bearer nobody"));
    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void noTextIsNoTokens() {
    assertThat(
            numbers(post("/tokenize", "{\"prompt\":\"\",\"add_special_tokens\":false}"), "tokens"))
        .isEmpty();
    assertThat(post("/detokenize", "{\"tokens\":[]}").get("prompt")).contains(new Json.Text(""));
  }

  @Test
  void anyTokensStandForSomeText() {
    String all = IntStream.range(0, 300).boxed().toList().toString();
    assertThat(post("/detokenize", "{\"tokens\":" + all + "}").get("prompt")).isPresent();
  }

  private static Json.Fields post(String path, String body) {
    var answer = gateway.post(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonReader.readObject(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static List<Integer> numbers(Json.Fields body, String name) {
    return ((Json.Items) body.get(name).orElseThrow())
        .values().stream().map(number -> ((Json.Numeral) number).value().intValueExact()).toList();
  }

  private static int number(Json.Fields body, String name) {
    return ((Json.Numeral) body.get(name).orElseThrow()).value().intValueExact();
  }
}
