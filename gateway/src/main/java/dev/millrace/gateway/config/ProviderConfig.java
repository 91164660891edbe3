package dev.millrace.gateway.config;

import dev.millrace.gateway.vendor.Vendor;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Somebody who answers over the network.
///
/// @param name what deployments call it
/// @param baseUrl what the dialect's paths are appended to, without a slash at its end
/// @param dialect what it speaks
/// @param vendor the row of the table of vendors that it is one of, if that is known
/// @param settings what the vendor's addresses leave open, as its region
/// @param apiKey what it knows us by; absent: it asks for none
/// @param headers sent with every request
/// @param connect how long a connection may take
/// @param firstEvent how long it may take to the first event of an answer
/// @param stall how long it may be silent within an answer
public record ProviderConfig(
    String name,
    URI baseUrl,
    Dialect dialect,
    Optional<Vendor> vendor,
    Map<String, String> settings,
    Optional<Secret> apiKey,
    Map<String, String> headers,
    Duration connect,
    Duration firstEvent,
    Duration stall) {
  public ProviderConfig {
    settings = Map.copyOf(settings);
    headers = Map.copyOf(headers);
  }

  /// One that speaks OpenAI's chat protocol, asks for no key, and has five seconds to be reached
  /// and a minute for each silence.
  public static ProviderConfig of(String name, URI baseUrl) {
    return new ProviderConfig(
        name,
        baseUrl,
        Dialect.OPENAI_CHAT,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Map.of(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60));
  }

  /// The same with another key, or none.
  public ProviderConfig withApiKey(Optional<Secret> other) {
    return new ProviderConfig(
        name, baseUrl, dialect, vendor, settings, other, headers, connect, firstEvent, stall);
  }

  /// The same that speaks another dialect.
  public ProviderConfig withDialect(Dialect other) {
    return new ProviderConfig(
        name, baseUrl, other, vendor, settings, apiKey, headers, connect, firstEvent, stall);
  }
}
