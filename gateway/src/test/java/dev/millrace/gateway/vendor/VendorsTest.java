package dev.millrace.gateway.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.config.Dialect;
import dev.millrace.gateway.vendor.DataPolicy.Zdr;
import dev.millrace.gateway.yaml.Problem;
import dev.millrace.gateway.yaml.Problems;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VendorsTest {
  private static final Path ROOT = Path.of(System.getProperty("millrace.root"));
  private static final Path ROWS =
      ROOT.resolve("gateway/src/main/resources/dev/millrace/gateway/vendor");

  static List<String> names() {
    return Vendors.names();
  }

  @Test
  void everyFileIsARow() throws IOException {
    try (var files = Files.list(ROWS)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")).sorted())
          .isEqualTo(Vendors.names());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRowIsSound(String name) {
    var vendor = Vendors.find(name).orElseThrow();
    assertThat(vendor.endpoints()).isNotEmpty();
    assertThat(Dialect.words()).containsAll(vendor.dialects());
    assertThat(vendor.checked()).matches("20\\d\\d-\\d\\d");
    boolean ours = name.equals("millrace");
    assertThat(ours ? Files.exists(ROOT.resolve(vendor.docs())) : isHttps(vendor.docs())).isTrue();
    assertThat(vendor.data().zdr() == Zdr.UNKNOWN || vendor.data().zdr() == Zdr.OWN)
        .isEqualTo(vendor.data().source().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("names")
  void onlyAnthropicHasTheModelsOfAnthropic(String name) {
    var vendor = Vendors.find(name).orElseThrow();
    boolean others = vendor.dialects().contains("anthropic") && !name.equals("anthropic");
    assertThat(vendor.messages().isPresent()).isEqualTo(others);
    vendor.messages().ifPresent(host -> assertThat(host.maker()).isEqualTo(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"google-ai-studio", "vertex-gemini", "openai", "vllm"})
  void whoMakesVectorsSaysSo(String name) {
    assertThat(Vendors.find(name).orElseThrow().features()).contains(Feature.EMBEDDINGS);
  }

  private static boolean isHttps(String url) {
    return "https".equals(URI.create(url).getScheme());
  }

  @Test
  void anUnknownKeyOfARowIsAProblem() {
    var problems = new Problems();
    var row = "title: A\ndocs: https://a.example\nchecked: 2026-11\nkeys: {sent: bearer}\n";
    Vendors.read("a", row, problems);
    assertThat(problems.inOrder().stream().map(Problem::toString))
        .containsExactly("a.yaml:4:1: unknown key `keys`; did you mean `key`?");
  }

  @Test
  void anUnknownWordOfARowIsAProblem() {
    var problems = new Problems();
    var row = "title: A\ndocs: https://a.example\nchecked: 2026-11\nkey: {sent: beares}\n";
    Vendors.read("a", row, problems);
    assertThat(problems.inOrder().stream().map(Problem::toString))
        .containsExactly("a.yaml:4:13: `sent` is not known: `beares`; did you mean `bearer`?");
  }
}
