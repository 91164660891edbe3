package dev.millrace.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.config.ConfigFile.Reading;
import dev.millrace.gateway.yaml.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VendorConfigTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("DEEPSEEK_API_KEY", "ds-1", "KEY", "k-1");

  private static Reading read(String text, Map<String, String> environment) {
    return new ConfigFile.Source("millrace.yaml", Path.of("."), environment)
        .read("providers:\n  near:\n" + text.indent(4));
  }

  private static ProviderConfig good(String text) {
    assertThat(read(text, ENVIRONMENT)).isInstanceOf(Reading.Good.class);
    return ((Reading.Good) read(text, ENVIRONMENT)).config().providers().getFirst();
  }

  private static List<String> problems(String text) {
    assertThat(read(text, ENVIRONMENT)).isInstanceOf(Reading.Bad.class);
    return ((Reading.Bad) read(text, ENVIRONMENT))
        .problems().stream().map(Problem::toString).toList();
  }

  @Test
  void aVendorBringsItsAddressItsDialectAndItsKey() {
    var provider = good("vendor: deepseek");
    assertThat(provider.baseUrl()).isEqualTo(URI.create("https://api.deepseek.com"));
    assertThat(provider.dialect()).isEqualTo(Dialect.OPENAI_CHAT);
    assertThat(provider.apiKey()).contains(new Secret("ds-1"));
    assertThat(provider.vendor().orElseThrow().title()).isEqualTo("DeepSeek");
  }

  @Test
  void theKeyOfAVendorGoesToNoOtherHost() {
    assertThat(good("vendor: deepseek\nbase-url: https://deepseek.example.com/v1").apiKey())
        .isEmpty();
    assertThat(good("vendor: deepseek\nbase-url: http://api.deepseek.com").apiKey()).isEmpty();
    assertThat(good("vendor: deepseek\nbase-url: https://api.deepseek.com:8443").apiKey())
        .isEmpty();
    assertThat(good("vendor: deepseek\nbase-url: https://API.deepseek.com/beta").apiKey())
        .contains(new Secret("ds-1"));
  }

  @Test
  void aKeyThatIsNamedGoesWhereTheProviderIs() {
    var text = "vendor: deepseek\nbase-url: https://other.example.com\napi-key-env: KEY";
    assertThat(good(text).apiKey()).contains(new Secret("k-1"));
  }

  @Test
  void aVendorWhoseKeyIsNowhereIsMissingIt() {
    var reading = read("vendor: xai", Map.of());
    assertThat(((Reading.Good) reading).missing())
        .singleElement()
        .asString()
        .contains("XAI_API_KEY is not set; set it, or say `api-key-env` or `api-key-file`");
    assertThat(((Reading.Good) read("vendor: vllm", Map.of())).missing()).isEmpty();
  }

  @Test
  void aVendorThatIsNotThereIsAProblemWithItsPlace() {
    assertThat(problems("vendor: deepsek"))
        .containsExactly(
            "millrace.yaml:3:13: `vendor` is not known: `deepsek`; did you mean `deepseek`?");
  }

  @Test
  void settingsAreTheVendorsOwn() {
    assertThat(problems("vendor: deepseek\nsettings: {region: eu}"))
        .containsExactly("millrace.yaml:4:24: `region` is no setting of DeepSeek");
    assertThat(problems("base-url: http://localhost\nsettings: {region: eu}"))
        .containsExactly(
            "millrace.yaml:4:24: `region` is a setting of no vendor; say `vendor` first");
  }

  @Test
  void aProviderWithoutVendorIsOfNoVendor() {
    assertThat(good("base-url: http://localhost:1").vendor()).isEqualTo(Optional.empty());
  }
}
