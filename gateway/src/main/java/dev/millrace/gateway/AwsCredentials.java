package dev.millrace.gateway;

import dev.millrace.gateway.config.Dialect;
import dev.millrace.gateway.config.ProviderConfig;
import dev.millrace.gateway.provider.Credential;
import dev.millrace.gateway.provider.PlainWeb;
import dev.millrace.gateway.provider.aws.Chain;
import dev.millrace.gateway.provider.aws.KeySource;
import dev.millrace.gateway.provider.aws.Keys;
import dev.millrace.gateway.provider.aws.Signature;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How AWS is shown who asks: by a key of Bedrock, which is a bearer token, else by signatures with
/// the keys of AWS's own chain.
final class AwsCredentials {
  private static final Pattern REGION = Pattern.compile("(?:^|\\.)([a-z]{2}(?:-[a-z]+)+-\\d+)\\.");

  private static final Set<Dialect> SAGEMAKER = Set.of(Dialect.SAGEMAKER, Dialect.SAGEMAKER_TGI);

  private AwsCredentials() {}

  static Credential of(ProviderConfig config, Map<String, String> environment) {
    return config
        .apiKey()
        .<Credential>map(key -> new Credential.Bearer(key.value()))
        .orElseGet(() -> signature(config, environment));
  }

  /// Where the provider is: as it is said, as its address says, as AWS's own tools are told.
  static Optional<String> region(ProviderConfig config, Map<String, String> environment) {
    return said(config.settings(), "region")
        .or(() -> inside(config.baseUrl()))
        .or(() -> said(environment, "AWS_REGION"))
        .or(() -> said(environment, "AWS_DEFAULT_REGION"));
  }

  private static Credential signature(ProviderConfig config, Map<String, String> environment) {
    var region = region(config, environment);
    var clock = InstantSource.system();
    KeySource keys =
        region.isPresent()
            ? Chain.of(
                new Chain.Surroundings(
                    environment,
                    said(config.settings(), "profile"),
                    region.get(),
                    new PlainWeb(),
                    clock))
            : AwsCredentials::nowhere;
    return new Signature(keys, service(config.dialect()), region.orElse(""), clock);
  }

  private static Optional<Keys> nowhere() throws IOException {
    throw new IOException("AWS's region is not known: set AWS_REGION");
  }

  private static String service(Dialect dialect) {
    return SAGEMAKER.contains(dialect) ? "sagemaker" : "bedrock";
  }

  private static Optional<String> inside(URI address) {
    return Stream.ofNullable(address.getHost())
        .map(REGION::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }

  private static Optional<String> said(Map<String, String> values, String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
  }
}
