package dev.millrace.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.dialect.openai.chat.ChatProtocol;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.ledger.Ledger;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.provider.Credential;
import dev.millrace.gateway.provider.Hosted;
import dev.millrace.gateway.provider.Provider;
import dev.millrace.gateway.provider.Transport;
import dev.millrace.gateway.route.Planner;
import dev.millrace.gateway.route.Relays;
import dev.millrace.gateway.route.Target;
import dev.millrace.gateway.tenant.Admission;
import dev.millrace.gateway.tenant.Keys;
import dev.millrace.gateway.vault.Vault;
import dev.millrace.llm.Json;
import dev.millrace.llm.Upstream.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From what a client sends to what a provider is sent, and back: all of the dialect in between.
final class ThroughTest {
  private static final String KEY = "a-key-for-tests";
  private static final InstantSource CLOCK = () -> Instant.ofEpochSecond(1_800_000_000);
  private static final String TOOL =
      "{\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"parameters\":"
          + "{\"type\":\"object\",\"properties\":{\"at\":{\"type\":\"string\"}}}}}";

  /// As vLLM streams a thought, two calls whose pieces are mixed, and ids of tokens.
  private static final String CALLS =
      """
      data: {"id":"x","model":"m","prompt_token_ids":[1,2,3],"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}

      data: {"id":"x","choices":[{"index":0,"delta":{"reasoning":"Both."},"token_ids":[10,11]}]}

      data: {"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"get_weather","arguments":""}}]},"token_ids":[12]}]}

      data: {"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"at\\":"}},{"index":1,"id":"call_b","function":{"name":"get_weather","arguments":"{}"}}]}}]}

      data: {"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\\"Oslo\\"}"}}]},"finish_reason":"tool_calls","stop_reason":null}]}

      data: {"id":"x","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12,"prompt_tokens_details":{"cached_tokens":2}}}

      data: [DONE]

      """;

  private static final String STOPPED =
      """
      data: {"id":"x","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"{}"}}]}

      data: {"id":"x","choices":[{"index":0,"delta":{},"finish_reason":"stop","stop_reason":151}]}

      data: {"id":"x","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}

      data: [DONE]

      """;

  private final Wires wires = new Wires();
  private final FakeClient client = new FakeClient();
  @TempDir private Path folder;
  private Inference chat;

  @BeforeEach
  void open() {
    chat = new Inference(new ChatCompletions(), new Standard(CLOCK), rooms());
  }

  @Test
  void toolsGoThereAndCallsComeBackWhole() {
    post(",\"tools\":[" + TOOL + "],\"tool_choice\":\"required\",\"return_token_ids\":true");
    assertThat(wires.body("tools")).contains("\"name\":\"get_weather\"", "\"at\"");
    assertThat(wires.body("tool_choice")).isEqualTo("\"required\"");
    assertThat(wires.body("return_token_ids")).isEqualTo("true");
    wires.answer(CALLS);
    assertThat(client.status()).isEqualTo(200);
    assertThat(client.body())
        .contains(
            "\"content\":null",
            "\"reasoning_content\":\"Both.\"",
            "{\"id\":\"call_a\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\","
                + "\"arguments\":\"{\\\"at\\\":\\\"Oslo\\\"}\"}}",
            "{\"id\":\"call_b\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\","
                + "\"arguments\":\"{}\"}}",
            "\"finish_reason\":\"tool_calls\",\"stop_reason\":null",
            "\"token_ids\":[10,11,12]",
            "\"prompt_token_ids\":[1,2,3]",
            "\"cached_tokens\":2");
  }

  @Test
  void callsComeBackInPiecesWithTheirTokens() {
    post(",\"stream\":true,\"tools\":[" + TOOL + "],\"return_token_ids\":true");
    wires.answer(CALLS);
    assertThat(client.body())
        .containsSubsequence(
            "\"prompt_token_ids\":[1,2,3]",
            "\"role\":\"assistant\"",
            "\"reasoning_content\":\"Both.\"",
            "\"id\":\"call_a\"",
            "\"index\":0,\"function\":{\"arguments\":\"{\\\"at\\\":\"}",
            "\"index\":0,\"function\":{\"arguments\":\"\\\"Oslo\\\"}\"}",
            "\"index\":1,\"id\":\"call_b\"",
            "\"index\":1,\"function\":{\"arguments\":\"{}\"}",
            "\"finish_reason\":\"tool_calls\",\"stop_reason\":null",
            "\"usage\":{",
            "[DONE]")
        .containsSubsequence("\"token_ids\":[10,11]", "\"token_ids\":[12]");
  }

  @Test
  void aConstraintGoesThereInTheProvidersWords() {
    post(",\"guided_json\":{\"type\":\"object\"},\"guided_decoding_backend\":\"outlines\"");
    assertThat(wires.body("response_format"))
        .isEqualTo(
            "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"answer\","
                + "\"schema\":{\"type\":\"object\"},\"strict\":true}}");
    assertThat(wires.sent().values()).doesNotContainKeys("guided_json");
    wires.answer(STOPPED);
    assertThat(client.header("x-millrace-receipt")).isEqualTo("dropped=guided_decoding_backend");
    assertThat(client.body()).contains("\"finish_reason\":\"stop\",\"stop_reason\":151");
  }

  @Test
  void twoConstraintsAtOnceNeverLeaveTheHouse() {
    post(",\"regex\":\"a\",\"structured_outputs\":{\"choice\":[\"b\"]}");
    assertThat(client.status()).isEqualTo(400);
    assertThat(client.body())
        .contains("\"param\":\"structured_outputs.choice\"", "as regex does; send one of them");
    assertThat(wires.outgoing).isEmpty();
  }

  private void post(String more) {
    String body =
        "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + more + "}";
    chat.serve(
        new Arrival(
            "req_1",
            "POST",
            "/v1/chat/completions",
            "",
            Map.of(),
            Map.of("authorization", "Bearer " + KEY),
            body.getBytes(StandardCharsets.UTF_8)),
        client);
  }

  private Rooms rooms() {
    var patience =
        new Provider.Patience(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(1));
    var provider =
        new Provider(
            "acme",
            URI.create("https://acme.example/v1"),
            new Credential.Anonymous(),
            Map.of(),
            patience);
    var upstream = new Hosted(provider, new ChatProtocol("acme"), wires);
    var target = new Target("acme", upstream, Duration.ofMinutes(1), Duration.ofSeconds(9));
    var model =
        new Model(
            "tiny",
            List.of(),
            "acme",
            Instant.EPOCH,
            OptionalInt.of(100),
            new Price.PerMillion(0, 0, 0),
            Traits.unknown(),
            List.of(new Model.Deployment("acme", "acme-tiny")),
            Manner.usual());
    var catalog = new Catalog(List.of(model));
    var planner = new Planner(catalog, Map.of("acme", target));
    var relays = new Relays(dev.millrace.gateway.route.Health.system());
    return new Rooms(
        admission(),
        catalog,
        planner,
        relays,
        new Ledger(CLOCK),
        _ -> {},
        Premises.links(),
        CLOCK,
        new Vault(Vault.Limits.usual(), CLOCK));
  }

  private Admission admission() {
    try {
      return new Admission(Keys.open(folder, Optional.of(KEY), new Random(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A provider that keeps what it is sent, and says what it is told to.
  private static final class Wires implements Transport {
    @Override
    public void aside(Blocking task, Runnable done, Consumer<IOException> failed) {
      throw new UnsupportedOperationException();
    }

    private final List<Outgoing> outgoing = new ArrayList<>();
    private final List<Receiver> receivers = new ArrayList<>();

    @Override
    public Exchange send(Outgoing sent, Receiver receiver) {
      outgoing.add(sent);
      receivers.add(receiver);
      return new Exchange() {
        @Override
        public void cancel() {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}
      };
    }

    Json.Fields sent() {
      return JsonReader.readObject(outgoing.getLast().body());
    }

    String body(String name) {
      return JsonWriter.text(sent().get(name).orElseThrow());
    }

    void answer(String stream) {
      receivers.getLast().head(200, Map.of("content-type", "text/event-stream"));
      receivers.getLast().chunk(stream.getBytes(StandardCharsets.UTF_8));
      receivers.getLast().end();
    }
  }
}
