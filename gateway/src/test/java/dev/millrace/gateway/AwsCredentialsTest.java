package dev.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.config.ProviderConfig;
import dev.millrace.gateway.config.Secret;
import dev.millrace.gateway.provider.Credential;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AwsCredentialsTest {
  private static ProviderConfig at(String address) {
    return ProviderConfig.of("aws", URI.create(address));
  }

  @ParameterizedTest
  @CsvSource({
    "https://bedrock-runtime.eu-central-1.amazonaws.com, eu-central-1",
    "https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com, us-gov-west-1",
    "https://vpce-0a-1b.bedrock-runtime.ap-southeast-2.vpce.amazonaws.com, ap-southeast-2",
    "https://runtime.sagemaker.cn-north-1.amazonaws.com.cn, cn-north-1",
    "http://localhost:4566, us-west-2"
  })
  void theRegionIsWhereTheAddressSaysElseWhereTheEnvironmentDoes(String address, String region) {
    assertThat(AwsCredentials.region(at(address), Map.of("AWS_REGION", "us-west-2")))
        .contains(region);
  }

  @Test
  void aKeyOfBedrockIsABearerToken() {
    var config = at("http://localhost").withApiKey(Optional.of(new Secret("k")));
    assertThat(AwsCredentials.of(config, Map.of())).isEqualTo(new Credential.Bearer("k"));
  }

  @Test
  void withoutARegionNothingIsSigned() {
    var credential = AwsCredentials.of(at("http://localhost"), Map.of());
    assertThat(credential.ready()).isFalse();
    assertThatThrownBy(credential::refresh).hasMessage("AWS's region is not known: set AWS_REGION");
  }
}
