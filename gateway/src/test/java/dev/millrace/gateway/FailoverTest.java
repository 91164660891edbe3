package dev.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Manner.Continuation;
import dev.millrace.gateway.catalog.Model.Deployment;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.ModelConfig;
import dev.millrace.gateway.config.ModelConfig.Source;
import dev.millrace.gateway.config.Price;
import dev.millrace.gateway.config.ProviderConfig;
import dev.millrace.gateway.config.Secret;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A gateway before providers that fail over real connections, and one that does not: another
/// gateway with the bundled model.
final class FailoverTest {
  private static final String BEGUN = "The capital of Norway";
  private static final String BODY =
      "{\"model\":\"m\",\"temperature\":0,\"max_tokens\":24,\"messages\":[{\"role\":\"user\","
          + "\"content\":\"What is the capital of Norway?\"}]%s}";

  private static RunningGateway back;
  private static BluntUpstream breaking;
  private static BluntUpstream failing;
  private static BluntUpstream wrong;

  @BeforeAll
  static void start() {
    back = RunningGateway.start(Config.defaults());
    breaking = BluntUpstream.breakingOff(BEGUN);
    failing = BluntUpstream.failing("503 Service Unavailable");
    wrong = BluntUpstream.failing("400 Bad Request");
  }

  @AfterAll
  static void stop() {
    wrong.close();
    failing.close();
    breaking.close();
    back.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"stream\":true"})
  void whoDoesNotAnswerIsFollowedByWhoDoes(String more) {
    var answer = ask(Continuation.OFF, more, "gone", "failing", "back");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(words(answer)).contains("Oslo");
    assertThat(answer.body()).contains("\"stop\"").doesNotContain("\"error\"");
  }

  @Test
  void theReceiptNamesWhoAnswered() {
    try (var gateway = RunningGateway.start(before(Continuation.OFF, "failing", "back"))) {
      var request = gateway.chatRequest(BODY.formatted("")).header("x-millrace-receipt", "full");
      assertThat(gateway.send(request).headers().firstValue("x-millrace-receipt").orElseThrow())
          .contains("\"provider\":\"back\"");
    }
  }

  @Test
  void aStreamThatBreaksOffIsGoneOnWith() {
    var answer = ask(Continuation.BOTH, ",\"stream\":true", "breaking", "back");
    assertThat(words(answer)).startsWith(BEGUN).contains("Oslo");
    assertThat(answer.body())
        .containsOnlyOnce("\"role\":\"assistant\"")
        .containsOnlyOnce("\"usage\":{")
        .endsWith("data: [DONE]\n\n");
  }

  @Test
  void aStreamThatNobodyMayGoOnWithEndsAsBroken() {
    var answer = ask(Continuation.OFF, ",\"stream\":true", "breaking", "back");
    assertThat(words(answer)).isEqualTo(BEGUN);
    assertThat(answer.body()).contains("upstream_truncated").doesNotContain("data: [DONE]");
  }

  @Test
  void aWholeAnswerThatBreaksOffIsGivenAnewByAnother() {
    var answer = ask(Continuation.OFF, "", "breaking", "back");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("Oslo");
  }

  @Test
  void whatIsWrongWithARequestIsToldAtOnce() {
    int before = failing.asked();
    var answer = ask(Continuation.OFF, "", "wrong", "failing");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(failing.asked()).isEqualTo(before);
  }

  @Test
  void whereAllFailTheMostHelpfulIsTold() {
    var answer = ask(Continuation.OFF, ",\"stream\":true", "gone", "failing");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("failing").doesNotContain("gone");
    assertThat(answer.headers().firstValue("retry-after")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone", "breaking"})
  void theClientHearsWhoFailedAndNeverWhere(String provider) {
    for (String more : List.of("", ",\"stream\":true")) {
      var answer = ask(Continuation.OFF, more, provider);
      assertThat(answer.body())
          .contains(provider)
          .containsPattern("it refused the connection|its stream ended")
          .doesNotContain("127.0.0.1", "localhost", "Exception", "finishConnect");
    }
  }

  @Test
  void theClientHearsWhenAFailingProviderWantsToBeAskedAgain() {
    try (var busy = BluntUpstream.failing("503 Service Unavailable\r\nretry-after: 7");
        var gateway = RunningGateway.start(before(busy.base()))) {
      var answer = gateway.chat(BODY.formatted(""));
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("retry-after")).contains("7");
    }
  }

  private static Config before(URI only) {
    var providers = List.of(ProviderConfig.of("only", only));
    return configured(providers, Continuation.OFF, "only");
  }

  private static String words(HttpResponse<String> stream) {
    var words = new StringBuilder();
    var found = Pattern.compile("\"content\":\"([^\"]*)\"").matcher(stream.body());
    found.results().forEach(result -> words.append(result.group(1)));
    return words.toString();
  }

  private static HttpResponse<String> ask(Continuation continuation, String more, String... order) {
    try (var gateway = RunningGateway.start(before(continuation, order))) {
      return gateway.chat(BODY.formatted(more));
    }
  }

  private static Config before(Continuation continuation, String... order) {
    var key = Optional.of(new Secret(RunningGateway.KEY));
    var providers =
        List.of(
            ProviderConfig.of("gone", URI.create("http://127.0.0.1:1/v1")),
            ProviderConfig.of("failing", failing.base()),
            ProviderConfig.of("wrong", wrong.base()),
            ProviderConfig.of("breaking", breaking.base()),
            ProviderConfig.of("back", back.uri("/v1")).withApiKey(key));
    return configured(providers, continuation, order);
  }

  private static Config configured(
      List<ProviderConfig> providers, Continuation continuation, String... order) {
    var places = new ArrayList<Deployment>();
    for (String name : order) {
      places.add(new Deployment(name, ModelConfig.BUNDLED));
    }
    var model =
        new ModelConfig(
            "m",
            List.of(),
            new Source.Hosted(places),
            OptionalInt.empty(),
            new Price.Free(),
            Traits.unknown(),
            new Manner(2, Optional.empty(), continuation, Duration.ofMinutes(5)));
    var defaults = Config.defaults();
    return new Config(defaults.listener(), List.of(model), providers, defaults.engine());
  }
}
