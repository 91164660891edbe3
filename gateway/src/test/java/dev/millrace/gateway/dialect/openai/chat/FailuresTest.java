package dev.millrace.gateway.dialect.openai.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FailuresTest {
  private static final Golden GOLDEN = Golden.in("dialect/openai/chat");

  @Test
  void everyFailureHasItsPlaceInTheProtocol() {
    GOLDEN.check("failures.txt", failures().map(FailuresTest::shown).collect(Collectors.joining()));
  }

  @Test
  void noKindOfFailureIsForgotten() {
    Set<Class<?>> kinds = failures().map(Object::getClass).collect(Collectors.toSet());
    assertThat(kinds)
        .containsAll(new HashSet<>(Arrays.asList(Failure.class.getPermittedSubclasses())));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void allFourKeysAndOurIdAreAlwaysThere(Failure failure) {
    var body = JsonReader.readObject(Failures.write(failure, "req_1").json());
    var error = (Json.Fields) body.get("error").orElseThrow();
    assertThat(error.values().keySet())
        .containsExactly("message", "type", "param", "code", "request_id");
    assertThat(error.get("code").orElseThrow()).isInstanceOf(Json.Text.class);
  }

  static Stream<Failure> failures() {
    return Stream.of(bad(), refused(), upstream()).flatMap(List::stream);
  }

  private static List<Failure> bad() {
    var bad = new ArrayList<Failure>();
    bad.add(new Failure.BadRequest("", Problem.MALFORMED, "invalid JSON: x at line 1, column 2"));
    bad.add(new Failure.BadRequest("", Problem.WRONG_TYPE, "the body must be an object, not 7"));
    for (var problem : Problem.values()) {
      bad.add(new Failure.BadRequest("messages[0].role", problem, "must be other"));
    }
    return bad;
  }

  private static List<Failure> refused() {
    return List.of(
        new Failure.Unauthorized("no key was sent"),
        new Failure.KeyTaken("the key k1 was sent with another body"),
        new Failure.ModelNotFound("gpt-9"),
        new Failure.ContextExceeded(3000, 2048),
        new Failure.TooLarge(20_000_000),
        new Failure.NoSuchPath("/v2"),
        new Failure.MethodNotAllowed("PUT", List.of("GET", "HEAD")),
        new Failure.UnsupportedMediaType("text/plain", "application/json"),
        new Failure.UnsupportedMediaType("", "application/json"),
        new Failure.TooSlow("the body", Duration.ofMillis(2_500)),
        new Failure.Overloaded("all slots are taken", Duration.ofMillis(1_001)),
        new Failure.Unavailable("the server is stopping"),
        new Failure.Silent("somebody", Duration.ofSeconds(30)),
        new Failure.Truncated("somebody", "its stream ended without [DONE]"),
        new Failure.NotFound("response", "resp_1"),
        new Failure.Conflict("the prediction has ended"),
        new Failure.NoZeroRetention("gpt-9"),
        new Failure.OverQuota("the account is empty"),
        new Failure.TimedOut(Duration.ofSeconds(60)),
        new Failure.Cancelled(),
        new Failure.Internal("err_7"));
  }

  private static List<Failure> upstream() {
    return IntStream.of(400, 401, 402, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504, 529)
        .mapToObj(status ->
            (Failure) new Failure.Upstream("somebody", status, Optional.empty(), "it said no"))
        .toList();
  }

  private static String shown(Failure failure) {
    ErrorBody body = Failures.write(failure, "req_1");
    return failure
        + "\n  "
        + body.status()
        + " "
        + new TreeMap<>(body.headers())
        + "\n  "
        + new String(body.json(), UTF_8)
        + "\n";
  }

  @Test
  void anEnvelopeIsRead() {
    assertThat(
            read(
                422,
                "{\"error\":{\"message\":\"no such voice\",\"type\":\"invalid_request_error\","
                    + "\"param\":\"voice\",\"code\":\"bad_voice\"}}"))
        .isEqualTo(
            new Failure.Upstream("somebody", 422, Optional.of("bad_voice"), "no such voice"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"no\",\"code\":\"c\"}}",
        "{\"error\":{\"message\":\"no\",\"type\":\"c\",\"code\":null}}",
        "{\"object\":\"error\",\"message\":\"no\",\"type\":\"c\",\"param\":null}",
        "[{\"error\":{\"message\":\"no\",\"code\":\"c\"}}]",
        "{\"error\":\"no\"}",
        "{\"detail\":\"no\"}",
        "{\"error\":null,\"detail\":\"no\"}",
        "\"no\"",
        "no",
        " no\n"
      })
  void errorsOfManyShapesAreRead(String body) {
    var failure = (Failure.Upstream) read(500, body);
    assertThat(failure.message()).isEqualTo("no");
    assertThat(failure.code()).isIn(Optional.empty(), Optional.of("c"));
  }

  @Test
  void whatFastApiSaysIsReadAsItIs() {
    var failure =
        (Failure.Upstream)
            read(422, "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"field required\"}]}");
    assertThat(failure.message()).contains("field required");
  }

  @Test
  void ofAWebPageOnlyTheTitleIsTold() {
    assertThat(read(502, "<html><head><title>502 Bad Gateway</title></head><body>x</body></html>"))
        .isEqualTo(
            new Failure.Upstream("somebody", 502, Optional.empty(), "a web page: 502 Bad Gateway"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "<", "{", "\u0000", "[]", "{}", "{\"error\":{}}", "null", "7"})
  void nonsenseIsStillAFailure(String body) {
    var failure = (Failure.Upstream) read(500, body);
    assertThat(failure.message()).isNotEmpty();
  }

  @Test
  void aLongBodyIsCutShort() {
    var failure = (Failure.Upstream) read(500, "x".repeat(5_000_000));
    assertThat(failure.message()).hasSizeLessThan(1_100);
  }

  @Test
  void keysAreTakenOut() {
    var failure =
        (Failure.Upstream)
            read(
                401, "{\"error\":{\"message\":\"Incorrect API key provided: sk-proj-ab12cd34.\"}}");
    assertThat(failure.message()).contains("Incorrect API key").doesNotContain("ab12cd34");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "This model's maximum context length is 2048 tokens. However, your messages resulted in 3000"
            + " tokens. Please reduce the length of the messages.",
        "This model's maximum context length is 2048 tokens. However, you requested 3000 tokens"
            + " (2900 in the messages, 100 in the completion).",
        "the context window of the model is 2048 tokens, but the request takes 3000; shorten the"
            + " messages or lower max_tokens"
      })
  void aPromptThatIsTooLongIsKnownWhoeverSaysSo(String message) {
    assertThat(read(400, "{\"error\":{\"message\":\"" + message + "\",\"code\":null}}"))
        .isEqualTo(new Failure.ContextExceeded(3000, 2048));
  }

  @Test
  void whatWeWriteOfATooLongPromptWeReadBack() {
    var failure = new Failure.ContextExceeded(3000, 2048);
    ErrorBody body = Failures.write(failure, "req_1");
    assertThat(Failures.read(body.status(), body.headers(), body.json(), "somebody"))
        .isEqualTo(failure);
  }

  @Test
  void aProviderThatIsTooBusySaysWhenToComeBack() {
    assertThat(overloaded(Map.of("retry-after", "7"))).isEqualTo(Duration.ofSeconds(7));
    assertThat(overloaded(Map.of("retry-after", "7", "retry-after-ms", "250")))
        .isEqualTo(Duration.ofMillis(250));
    assertThat(overloaded(Map.of("retry-after", "Fri, 20 Nov 2026 10:00:00 GMT")))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(overloaded(Map.of("retry-after", "-1"))).isEqualTo(Duration.ofSeconds(5));
    assertThat(overloaded(Map.of())).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void ourOwnEmptyPurseAtAProviderIsNotTheClientsRateLimit() {
    Failure failure =
        read(
            429,
            "{\"error\":{\"message\":\"You exceeded your quota\",\"code\":\"insufficient_quota\"}}");
    assertThat(Failures.write(failure, "req_1").status()).isEqualTo(502);
  }

  private static Duration overloaded(Map<String, String> headers) {
    return ((Failure.Overloaded) Failures.read(429, headers, "slow".getBytes(UTF_8), "somebody"))
        .retryAfter();
  }

  private static Failure read(int status, String body) {
    return Failures.read(status, Map.of(), body.getBytes(UTF_8), "somebody");
  }
}
