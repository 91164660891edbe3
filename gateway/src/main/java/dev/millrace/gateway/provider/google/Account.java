package dev.millrace.gateway.provider.google;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.provider.Web;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Somebody whom Google knows, and how it is asked for a token.
sealed interface Account {
  /// What tokens are for.
  String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  /// The request for a token.
  Web.Question ask(Instant now);

  /// Who it is, for people.
  String who();

  /// What must not be repeated.
  Set<String> secrets();

  /// The project that pays for what a person does.
  Optional<String> payer();

  /// A service account with a key of its own: a signed assertion buys a token
  /// (developers.google.com/identity/protocols/oauth2/service-account, 2026-11).
  ///
  /// @param keyId of the key, as Google numbers it
  record Service(String email, String keyId, PrivateKey key, URI tokens) implements Account {
    private static final Duration HOUR = Duration.ofHours(1);

    @Override
    public Web.Question ask(Instant now) {
      String head =
          new JsonWriter()
              .object()
              .field("alg", "RS256")
              .field("typ", "JWT")
              .field("kid", keyId)
              .endObject()
              .text();
      String claims =
          new JsonWriter()
              .object()
              .field("iss", email)
              .field("scope", SCOPE)
              .field("aud", tokens.toString())
              .field("iat", now.getEpochSecond())
              .field("exp", now.plus(HOUR).getEpochSecond())
              .endObject()
              .text();
      String signed =
          encoded(head.getBytes(StandardCharsets.UTF_8))
              + "."
              + encoded(claims.getBytes(StandardCharsets.UTF_8));
      var form = new LinkedHashMap<String, String>();
      form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
      form.put("assertion", signed + "." + encoded(signature(signed)));
      return post(tokens, form);
    }

    private byte[] signature(String text) {
      try {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK signs with RSA", e);
      }
    }

    private static String encoded(byte[] bytes) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String who() {
      return "the service account " + email;
    }

    @Override
    public Set<String> secrets() {
      return Set.of();
    }

    @Override
    public Optional<String> payer() {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "Service[email=" + email + ", key=***]";
    }
  }

  /// A person who has logged in with `gcloud auth application-default login`.
  record Person(
      String clientId, String clientSecret, String refreshToken, URI tokens, Optional<String> payer)
      implements Account {
    @Override
    public Web.Question ask(Instant now) {
      var form = new LinkedHashMap<String, String>();
      form.put("grant_type", "refresh_token");
      form.put("client_id", clientId);
      form.put("client_secret", clientSecret);
      form.put("refresh_token", refreshToken);
      return post(tokens, form);
    }

    @Override
    public String who() {
      return "the person who logged in with gcloud";
    }

    @Override
    public Set<String> secrets() {
      return Set.of(clientSecret, refreshToken);
    }

    @Override
    public String toString() {
      return "Person[clientId=" + clientId + ", refreshToken=***]";
    }
  }

  /// The machine that we run on, where it is Google's
  /// (cloud.google.com/compute/docs/metadata/overview, 2026-11).
  ///
  /// @param host with its port, if it has one
  record Machine(String host) implements Account {
    /// What requests and answers carry, so that nobody else's server is taken for it.
    static final String FLAVOR = "metadata-flavor";

    static final String GOOGLE = "Google";

    @Override
    public Web.Question ask(Instant now) {
      String path = "/computeMetadata/v1/instance/service-accounts/default/token?scopes=";
      var uri = URI.create("http://" + host + path + quoted(SCOPE));
      return Web.Question.get(uri, Map.of(FLAVOR, GOOGLE));
    }

    @Override
    public String who() {
      return "the service account of this machine";
    }

    @Override
    public Set<String> secrets() {
      return Set.of();
    }

    @Override
    public Optional<String> payer() {
      return Optional.empty();
    }
  }

  private static Web.Question post(URI uri, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + quoted(field.getValue()))
            .collect(Collectors.joining("&"));
    var headers = Map.of("content-type", "application/x-www-form-urlencoded");
    return new Web.Question("POST", uri, headers, body);
  }

  private static String quoted(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
