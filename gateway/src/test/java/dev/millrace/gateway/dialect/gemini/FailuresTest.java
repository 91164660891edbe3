package dev.millrace.gateway.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.llm.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FailuresTest {
  private static final String QUOTA =
      "{\"error\":{\"code\":429,\"message\":\"You exceeded your current quota.\","
          + "\"status\":\"RESOURCE_EXHAUSTED\",\"details\":["
          + "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[]},"
          + "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"34.4s\"}]}}";

  @ParameterizedTest
  @ValueSource(strings = {QUOTA, "[" + QUOTA + "]"})
  void whoIsAskedTooMuchTellsWhenToComeBack(String body) {
    assertThat(read(429, body, Map.of("retry-after", "1")))
        .isEqualTo(
            new Failure.Overloaded(
                "google: You exceeded your current quota.", Duration.ofSeconds(35)));
  }

  @Test
  void withoutDetailsTheHeaderCounts() {
    assertThat(read(429, "{\"error\":{\"code\":429}}", Map.of("retry-after", "7")))
        .isEqualTo(new Failure.Overloaded("google: no reason given", Duration.ofSeconds(7)));
    assertThat(read(429, "", Map.of("retry-after", "Fri, 20 Nov 2026 20:00:00 GMT")))
        .isEqualTo(new Failure.Overloaded("google: no reason given", Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The input token count (1200001) exceeds the maximum number of tokens allowed (1048576).",
        "The input token count 1200001 exceeds the maximum number of tokens allowed 1048576.",
        "Unable to submit request because the input token count is 1200001 but model only "
            + "supports up to 1048576. Reduce the input token count and try again."
      })
  void aPromptThatIsTooLongIsKnown(String message) {
    String body = "{\"error\":{\"code\":400,\"message\":\"" + message + "\"}}";
    assertThat(read(400, body, Map.of()))
        .isEqualTo(new Failure.ContextExceeded(1_200_001, 1_048_576));
  }

  @Test
  void aKeyThatGoogleDoesNotTakeIsNotTheClientsFault() {
    String body =
        "{\"error\":{\"code\":400,\"message\":\"API key not valid: AIzaSyA1234567890\","
            + "\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"reason\":\"API_KEY_INVALID\"}]}}";
    assertThat(read(400, body, Map.of()))
        .isEqualTo(
            new Failure.Upstream(
                "google", 401, Optional.of("INVALID_ARGUMENT"), "API key not valid: [secret]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-secretsecret", "Bearer abc.def", "ya29.abc", "xai-123456789"})
  void keysOfAnyMakerAreNotShown(String key) {
    String body = "{\"error\":{\"code\":429,\"message\":\"Not with " + key + "\"}}";
    assertThat(read(429, body, Map.of()))
        .isEqualTo(new Failure.Overloaded("google: Not with [secret]", Duration.ofSeconds(5)));
  }

  @Test
  void anErrorInAStreamHasItsOwnStatus() {
    String error =
        "{\"error\":{\"code\":503,\"message\":\"Overloaded.\",\"status\":\"UNAVAILABLE\"}}";
    assertThat(Talk.failure(Talk.frame("{\"text\":\"a\"}", ""), error))
        .isEqualTo(new Failure.Upstream("google", 503, Optional.of("UNAVAILABLE"), "Overloaded."));
    assertThat(Talk.failure(QUOTA)).isInstanceOf(Failure.Overloaded.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[]", "null", "7", "{\"error\":\"x\"}", "<html>x</html>", "\u0000"})
  void anythingElseIsAFailureOfTheProviders(String body) {
    assertThat(read(500, body, Map.of())).isInstanceOf(Failure.Upstream.class);
  }

  private static Failure read(int status, String body, Map<String, String> headers) {
    return Failures.read(status, headers, body.getBytes(StandardCharsets.UTF_8), "google");
  }
}
