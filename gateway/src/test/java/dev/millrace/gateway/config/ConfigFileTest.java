package dev.millrace.gateway.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Model.Deployment;
import dev.millrace.gateway.config.ConfigFile.Reading;
import dev.millrace.gateway.config.ModelConfig.Source;
import dev.millrace.gateway.yaml.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
  @TempDir Path folder;

  private Reading read(String text) {
    return new ConfigFile.Source("millrace.yaml", folder, Map.of("KEY", "k-1")).read(text);
  }

  private Config good(String text) {
    assertThat(read(text)).isInstanceOf(Reading.Good.class);
    return ((Reading.Good) read(text)).config();
  }

  private List<String> problems(String text) {
    return switch (read(text)) {
      case Reading.Good _ -> List.of();
      case Reading.Bad(var problems) -> problems.stream().map(Problem::toString).toList();
    };
  }

  @Test
  void anEmptyFileServesTheBundledModelToThisMachine() {
    assertThat(good("")).isEqualTo(Config.defaults());
    assertThat(good("# nothing yet\n")).isEqualTo(Config.defaults());
    assertThat(good("listener:\nengine:\nproviders:\n")).isEqualTo(Config.defaults());
  }

  @Test
  void theDefaultsOfTheListenerAreOnRecord() {
    assertThat(Listener.defaults())
        .isEqualTo(
            new Listener(
                "127.0.0.1",
                8080,
                32_000_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30)));
  }

  @Test
  void everyPropertyOfTheListenerIsRead() {
    var listener =
        good("""
        listener:
          host: 0.0.0.0
          port: 9090
          max-body: 1MiB
          grace: 2m
          timeouts:
            header: 1500ms
            body: 1m
        """)
            .listener();
    assertThat(listener)
        .isEqualTo(
            new Listener(
                "0.0.0.0",
                9090,
                1 << 20,
                Duration.ofMillis(1500),
                Duration.ofMinutes(1),
                Duration.ofMinutes(2)));
  }

  @Test
  void theDefaultsOfTheEngineAreOnRecord() {
    assertThat(EngineConfig.defaults())
        .isEqualTo(new EngineConfig(OptionalInt.empty(), OptionalLong.empty(), 64));
  }

  @Test
  void everyPropertyOfTheEngineIsRead() {
    assertThat(good("engine: {threads: 3, memory: 2GB, queue: 7}").engine())
        .isEqualTo(new EngineConfig(OptionalInt.of(3), OptionalLong.of(2_000_000_000L), 7));
  }

  @Test
  void theDefaultsOfAProviderAreOnRecord() {
    var provider = good("providers: {near: {base-url: 'http://10.0.0.7:8000/v1/'}}").providers();
    assertThat(provider)
        .containsExactly(
            new ProviderConfig(
                "near",
                URI.create("http://10.0.0.7:8000/v1"),
                Dialect.OPENAI_CHAT,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Map.of(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60)));
  }

  @Test
  void everyPropertyOfAProviderIsRead() {
    var text =
        """
        providers:
          far:
            base-url: https://api.example.com/v1
            dialect: openai-chat
            api-key-env: KEY
            headers: {X-Team: mills}
            timeouts: {connect: 1s, first-event: 2s, stall: 3s}
        """;
    assertThat(good(text).providers())
        .containsExactly(
            new ProviderConfig(
                "far",
                URI.create("https://api.example.com/v1"),
                Dialect.OPENAI_CHAT,
                Optional.empty(),
                Map.of(),
                Optional.of(new Secret("k-1")),
                Map.of("x-team", "mills"),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3)));
    assertThat(good(text).toString()).doesNotContain("k-1");
  }

  @Test
  void theDefaultsOfAModelAreOnRecord() {
    assertThat(good("models: [{name: mini, bundled: true}]").models())
        .containsExactly(
            new ModelConfig(
                "mini", List.of(), new Source.Bundled(), OptionalInt.empty(), new Price.Free()));
  }

  @Test
  void everyPropertyOfAModelIsRead() throws IOException {
    Files.createFile(folder.resolve("some.gguf"));
    var models =
        good("""
        providers:
          far: {base-url: https://api.example.com/v1}
        models:
          - name: owner/local:1
            aliases: [local, l]
            file: some.gguf
            context: 4096
          - name: hosted
            price: {input: 0.15, output: 1}
            deployments:
              - {provider: far, model: big-1}
              - {provider: far, model: big-2}
        """)
            .models();
    assertThat(models)
        .containsExactly(
            new ModelConfig(
                "owner/local:1",
                List.of("local", "l"),
                new Source.File(folder.resolve("some.gguf")),
                OptionalInt.of(4096),
                new Price.Free()),
            new ModelConfig(
                "hosted",
                List.of(),
                new Source.Hosted(
                    List.of(new Deployment("far", "big-1"), new Deployment("far", "big-2"))),
                OptionalInt.empty(),
                new Price.PerMillion(150_000_000, 150_000_000, 150_000_000, 1_000_000_000)));
  }

  @Test
  void everyProblemIsToldAtOnceWithItsPlace() throws IOException {
    var told = String.join("\n", problems(resource("wrong.yaml"))) + "\n";
    assertThat(told.replace(folder.toString(), "FOLDER")).isEqualTo(resource("wrong.txt"));
  }

  private static String resource(String name) throws IOException {
    try (var stream = requireNonNull(ConfigFileTest.class.getResourceAsStream(name))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          models: [{name: m}]                                 | 1:17: `name` says a model, but not who answers
          models: [{name: m, bundled: false}]                 | 1:29: `bundled` can only be true
          models: [{name: m, bundled: true, file: x}]         | 1:17: `name` has bundled and file; choose one
          models: [{name: m, free: true, deployments: []}]    | 1:45: `deployments` names none
          models: []                                          | 1:9: `models` names none
          models: [{name: m, bundled: true, context: 0}]      | 1:44: `context` must be 1 to 2147483647, not 0
          models: [{name: m, bundled: true, price: {input: -1, output: 1}}] | 1:50: `input` must be 0 to 1000000
          models: [{name: m, bundled: true, price: {input: .nan, output: 1}}] | 1:50: `input` must be a plain number
          providers: {p: {base-url: 'http://u:p@host/'}}      | 1:27: `base-url` must not hold a password
          providers: {p: {base-url: 'http://host/?a'}}        | 1:27: `base-url` must end with its path
          providers: {p: {base-url: 'http://a b/'}}           | 1:27: `base-url` is not a URL
          providers: {p: {base-url: 'http://h', headers: {host: x}}} | 1:55: `host` is set by Millrace itself
          profiles: {wrift: {timeout: 0s}}                    | 1:29: `timeout` must be 1ms to 1h
          profiles: {bud: {timeout: 5s}}                      | 1:18: unknown key `timeout`
          listener: {port:}                                   | 1:17: `port` has no value
          listener: {port: !!int abc}                         | 1:18: `port` must be a whole number, not a text
          listener: {host: ''}                                | 1:18: `host` is empty
          listener: {port: 1, port: 2}                        | 1:21: `port` is here twice; first in line 1
          listener: 5                                         | 1:11: a group of keys is expected, not a whole number
          just words                                          | 1:1: a group of keys is expected, not a text
          listener: {port: 1                                  | not valid YAML
          a: *nobody                                          | 1:4: not valid YAML
          """)
  void aMistakeIsToldWithItsPlace(String text, String expected) {
    assertThat(problems(text)).anySatisfy(line -> assertThat(line).contains(expected));
  }

  @Test
  void wriftsAnswersHaveTheirTime() {
    assertThat(good("").profiles().wriftTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(good("profiles: {wrift: {timeout: 5s}}").profiles().wriftTimeout())
        .isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aMissingSecretIsNoMistakeOfTheFile() {
    var reading = read("providers: {far: {base-url: 'https://h', api-key-env: OTHER_KEY}}");
    assertThat(reading).isInstanceOf(Reading.Good.class);
    assertThat(((Reading.Good) reading).missing())
        .extracting(Problem::toString)
        .containsExactly("millrace.yaml:1:55: the environment variable OTHER_KEY is not set");
  }

  @Test
  void aKeyMayComeFromAFile() throws IOException {
    Files.writeString(folder.resolve("key.txt"), "k-2\n");
    assertThat(
            good("providers: {far: {base-url: 'https://h', api-key-file: key.txt}}")
                .providers()
                .getFirst()
                .apiKey())
        .contains(new Secret("k-2"));
  }

  @Test
  void aFileIsReadFromDiskAndItsPathsAreBesideIt() throws IOException {
    Files.createFile(folder.resolve("m.gguf"));
    var file = folder.resolve("own.yaml");
    Files.writeString(file, "models: [{name: m, file: m.gguf}]");
    assertThat(ConfigFile.read(file, Map.of()))
        .isEqualTo(new Reading.Good(good("models: [{name: m, file: m.gguf}]"), List.of()));
    Files.write(file, new byte[] {'a', (byte) 0xff});
    assertThat(ConfigFile.read(file, Map.of()))
        .isInstanceOfSatisfying(
            Reading.Bad.class,
            bad ->
                assertThat(bad.problems())
                    .asString()
                    .contains("own.yaml:1:1: the file is not valid UTF-8 text"));
  }

  @Test
  void theExampleOfTheGuideIsFine() throws IOException {
    var guide =
        Files.readString(
            Path.of(System.getProperty("millrace.root"), "docs/guides/configuration.md"));
    Files.createFile(Files.createDirectories(folder.resolve("models")).resolve("llama.gguf"));
    var example = guide.replaceAll("(?s).*```yaml\\n(.*?)```.*", "$1");
    assertThat(problems(example)).isEmpty();
    assertThat(good(example).listener()).isEqualTo(Listener.defaults());
    assertThat(good(example).models()).hasSize(3);
  }
}
