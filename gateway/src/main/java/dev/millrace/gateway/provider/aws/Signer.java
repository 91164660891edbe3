package dev.millrace.gateway.provider.aws;

import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// Signs requests with AWS's own signer (Signature Version 4). Everything is signed that is sent: the
/// path, encoded once more than it is sent; host, body and headers.
///
/// @param service its name in signatures, as `bedrock`
/// @param region as `eu-central-1`
record Signer(String service, String region, InstantSource clock) {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  /// Who sends writes it himself, from the address.
  private static final String HOST = "host";

  /// Whatever lies between may change these, and AWS does not ask that they are signed.
  private static final Set<String> UNSIGNED =
      Set.of("user-agent", "accept-encoding", "connection", "x-amzn-trace-id");

  /// The headers that a `POST` needs beside its own.
  ///
  /// @param headers that it has, by lower-case name
  Map<String, String> sign(URI uri, Map<String, String> headers, byte[] body, Keys keys) {
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .protocol(uri.getScheme())
            .host(uri.getHost())
            .encodedPath(uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
    if (uri.getPort() >= 0) {
      request.port(uri.getPort());
    }
    headers.forEach((name, value) -> {
      if (!UNSIGNED.contains(name)) {
        request.putHeader(name, value);
      }
    });
    var signed =
        SIGNER.sign(signing ->
            signing
                .identity(identity(keys))
                .request(request.build())
                .payload(ContentStreamProvider.fromByteArray(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(
                    AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(clock.instant(), ZoneOffset.UTC)));
    var added = new HashMap<String, String>();
    signed
        .request()
        .headers()
        .forEach(
            (name, values) -> added.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    added.keySet().removeAll(headers.keySet());
    added.remove(HOST);
    return added;
  }

  /// Signs nothing in particular: the first signature takes a quarter of a second, since the library
  /// is loaded for it, and is better made away from a loop.
  void warm(Keys keys) {
    var _ = sign(URI.create("https://localhost/"), Map.of(), new byte[0], keys);
  }

  private static AwsCredentialsIdentity identity(Keys keys) {
    return keys.token()
        .<AwsCredentialsIdentity>map(
            token -> AwsSessionCredentialsIdentity.create(keys.id(), keys.secret(), token))
        .orElseGet(() -> AwsCredentialsIdentity.create(keys.id(), keys.secret()));
  }
}
