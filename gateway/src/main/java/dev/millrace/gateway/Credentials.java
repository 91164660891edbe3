package dev.millrace.gateway;

import dev.millrace.gateway.config.Dialect;
import dev.millrace.gateway.config.ProviderConfig;
import dev.millrace.gateway.provider.Credential;
import dev.millrace.gateway.provider.PlainWeb;
import dev.millrace.gateway.provider.google.Chain;
import dev.millrace.gateway.provider.google.GoogleCredential;
import dev.millrace.gateway.vendor.Key;
import dev.millrace.gateway.vendor.Vendor;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What providers are shown, by the row of their vendor; where none is known, what is usual in their
/// dialect.
final class Credentials {
  private Credentials() {}

  static Credential of(ProviderConfig config) {
    var key = config.vendor().map(Vendor::key).orElseGet(() -> usual(config.dialect()));
    return switch (key.kind()) {
      case BEARER -> bearer(config).orElseGet(Credential.Anonymous::new);
      case HEADER ->
          config
              .apiKey()
              .<Credential>map(given -> new Credential.Header(key.header(), given.value()))
              .orElseGet(Credential.Anonymous::new);
      case NONE -> new Credential.Anonymous();
      case GOOGLE -> bearer(config).orElseGet(Credentials::google);
      case AWS -> AwsCredentials.of(config, System.getenv());
    };
  }

  private static Key usual(Dialect dialect) {
    return switch (dialect) {
      case ANTHROPIC -> key(Key.Kind.HEADER, "x-api-key");
      case GEMINI -> key(Key.Kind.HEADER, "x-goog-api-key");
      case GEMINI_VERTEX, ANTHROPIC_VERTEX -> key(Key.Kind.GOOGLE, "");
      case BEDROCK, ANTHROPIC_BEDROCK, SAGEMAKER, SAGEMAKER_TGI -> key(Key.Kind.AWS, "");
      case OPENAI, OPENAI_CHAT, OPENAI_COMPLETIONS, OPENAI_RESPONSES, TGI ->
          key(Key.Kind.BEARER, "");
    };
  }

  private static Key key(Key.Kind kind, String header) {
    return new Key(kind, header, List.of(), false);
  }

  /// A token that somebody else fetches counts before a chain of credentials.
  private static Optional<Credential> bearer(ProviderConfig config) {
    return config.apiKey().map(key -> new Credential.Bearer(key.value()));
  }

  private static Credential google() {
    return new GoogleCredential(Chain.ofProcess(), new PlainWeb(), InstantSource.system());
  }
}
