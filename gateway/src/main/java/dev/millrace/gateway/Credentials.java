package dev.millrace.gateway;

import dev.millrace.gateway.config.ProviderConfig;
import dev.millrace.gateway.provider.Credential;
import dev.millrace.gateway.vendor.Key;
import dev.millrace.gateway.vendor.Vendor;

/// What providers are shown, by the row of their vendor; where none is known, what is usual in their
/// dialect.
final class Credentials {
  private Credentials() {}

  static Credential of(ProviderConfig config) {
    var kind = config.vendor().map(Vendor::key).map(Key::kind).orElseGet(() -> usual(config));
    return switch (kind) {
      case BEARER ->
          config
              .apiKey()
              .<Credential>map(key -> new Credential.Bearer(key.value()))
              .orElseGet(Credential.Anonymous::new);
      case HEADER -> header(config);
      case NONE -> new Credential.Anonymous();
      case AWS -> AwsCredentials.of(config, System.getenv());
      case GOOGLE ->
          throw new IllegalStateException("no provider without its own chain has such a row");
    };
  }

  private static Key.Kind usual(ProviderConfig config) {
    return switch (config.dialect()) {
      case ANTHROPIC -> Key.Kind.HEADER;
      case BEDROCK -> Key.Kind.AWS;
      case OPENAI_CHAT, OPENAI_RESPONSES, GEMINI, GEMINI_VERTEX, ANTHROPIC_VERTEX ->
          Key.Kind.BEARER;
    };
  }

  private static Credential header(ProviderConfig config) {
    String name = config.vendor().map(vendor -> vendor.key().header()).orElse("x-api-key");
    return config
        .apiKey()
        .<Credential>map(key -> new Credential.Header(name, key.value()))
        .orElseGet(Credential.Anonymous::new);
  }
}
