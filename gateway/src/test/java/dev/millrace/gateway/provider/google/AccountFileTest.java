package dev.millrace.gateway.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountFileTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  @TempDir private Path folder;

  @Test
  void aServiceAccountSignsForItsToken() throws IOException, GeneralSecurityException {
    var pair = pair();
    var ask = read(service(pair, "https://oauth2.googleapis.com/token")).ask(NOW);
    assertThat(ask.uri()).isEqualTo(URI.create("https://oauth2.googleapis.com/token"));
    String form = URLDecoder.decode(ask.body(), StandardCharsets.UTF_8);
    assertThat(form)
        .startsWith("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=");
    String[] token = form.substring(form.lastIndexOf('=') + 1).split("\\.", -1);
    assertThat(decoded(token[0])).isEqualTo("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k1\"}");
    assertThat(decoded(token[1]))
        .isEqualTo(
            "{\"iss\":\"me@p.iam.gserviceaccount.com\","
                + "\"scope\":\"https://www.googleapis.com/auth/cloud-platform\","
                + "\"aud\":\"https://oauth2.googleapis.com/token\","
                + "\"iat\":1700000000,\"exp\":1700003600}");
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(pair.getPublic());
    signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(token[2]))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://oauth2.googleapis.com/token",
        "http://127.0.0.1.evil.example/token",
        "http://localhost@evil.example/token",
        "https://me@evil.example/token",
        "ftp://localhost/token",
        "//oauth2.googleapis.com/token",
        "not a uri",
        "https:///token"
      })
  void aKeyIsShownToNobodyWhoCouldListen(String uri) {
    assertThatThrownBy(() -> read(service(pair(), uri))).hasMessageContaining("token_uri");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:9/token", "http://localhost/token", "http://[::1]:9/token"})
  void tokensMayComeFromThisMachine(String uri) throws IOException, GeneralSecurityException {
    assertThat(read(service(pair(), uri)).ask(NOW).uri()).isEqualTo(URI.create(uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "impersonated_service_account",
        "external_account",
        "external_account_authorized_user"
      })
  void whatCannotBeUsedIsRefusedWithWhatToDo(String type) {
    assertThatThrownBy(() -> read("{\"type\":\"" + type + "\",\"token_url\":\"https://x\"}"))
        .hasMessageContaining("which Millrace does not do")
        .hasMessageContaining("gcloud auth application-default login");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"type\":7}",
        "{\"type\":\"other\"}",
        "{\"type\":\"service_account\"}",
        "{\"type\":\"authorized_user\",\"client_id\":\"a\",\"client_secret\":\"hush\"}",
        "{\"type\":\"service_account\",\"client_email\":\"a\",\"private_key\":\"hush\"}",
        "{\"type\":\"service_account\",\"client_email\":\"a\",\"private_key\":"
            + "\"-----BEGIN PRIVATE KEY-----\\nhushhush\\n-----END PRIVATE KEY-----\"}",
        "{\"type\":\"service_account\",\"client_email\":\"a\",\"private_key\":"
            + "\"-----BEGIN RSA PRIVATE KEY-----\\nhush\\n-----END RSA PRIVATE KEY-----\"}"
      })
  void aBrokenFileIsNamedAndNotRepeated(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("key.json")
        .message()
        .doesNotContain("hush");
  }

  private Account read(String text) throws IOException {
    return new AccountFile(Files.writeString(folder.resolve("key.json"), text)).read();
  }

  private static KeyPair pair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static String service(KeyPair pair, String uri) {
    String key =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return new JsonWriter()
        .object()
        .field("type", "service_account")
        .field("client_email", "me@p.iam.gserviceaccount.com")
        .field("private_key_id", "k1")
        .field("private_key", key)
        .field("token_uri", uri)
        .endObject()
        .text();
  }

  private static String decoded(String text) {
    return JsonWriter.text(JsonReader.read(Base64.getUrlDecoder().decode(text)));
  }
}
