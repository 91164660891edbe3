package dev.millrace.gateway.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GoogleCredentialTest {
  private static final Instant START = Instant.parse("2026-11-20T20:00:00Z");
  private static final String PERSON =
      "{\"type\":\"authorized_user\",\"client_id\":\"me\",\"client_secret\":\"hush\","
          + "\"refresh_token\":\"1//r\",\"quota_project_id\":\"payer\"}";

  @TempDir private Path home;
  private final FakeWeb web = new FakeWeb();
  private Instant now = START;

  @BeforeEach
  void aPersonHasLoggedIn() throws IOException {
    var folder = Files.createDirectories(home.resolve(".config/gcloud"));
    Files.writeString(folder.resolve("application_default_credentials.json"), PERSON);
  }

  private GoogleCredential credential(Map<String, String> environment) {
    return new GoogleCredential(new Chain(environment, home), web, () -> now);
  }

  private static Map<String, String> headers(GoogleCredential credential) {
    return credential.headers(URI.create("https://x.example"), Map.of(), new byte[0]);
  }

  @Test
  void aTokenIsFetchedOnceAndAgainBeforeItExpires() throws IOException {
    var credential = credential(Map.of());
    assertThat(credential.ready()).isFalse();
    assertThat(headers(credential)).isEmpty();
    credential.refresh();
    credential.refresh();
    assertThat(web.asked).hasSize(1);
    assertThat(headers(credential))
        .containsEntry("authorization", "Bearer ya29.first")
        .containsEntry("x-goog-user-project", "payer");
    now = START.plus(Duration.ofMinutes(55));
    assertThat(credential.ready()).isTrue();
    now = START.plus(Duration.ofMinutes(56));
    assertThat(credential.ready()).isFalse();
    web.token("ya29.second", 3600);
    credential.refresh();
    assertThat(headers(credential)).containsEntry("authorization", "Bearer ya29.second");
  }

  @Test
  void aTokenThatIsStillGoodServesWhereNoOtherIsToBeHad() throws IOException {
    var credential = credential(Map.of());
    credential.refresh();
    now = START.plus(Duration.ofMinutes(58));
    web.broken();
    credential.refresh();
    assertThat(headers(credential)).containsEntry("authorization", "Bearer ya29.first");
    now = START.plus(Duration.ofMinutes(60));
    assertThatThrownBy(credential::refresh).hasMessage("nobody is there");
  }

  @Test
  void afterAFailureNobodyAsksAgainForAWhile() {
    var credential = credential(Map.of());
    web.broken();
    assertThatThrownBy(credential::refresh).hasMessage("nobody is there");
    web.token("ya29.late", 3600);
    assertThatThrownBy(credential::refresh).hasMessage("nobody is there");
    assertThat(web.asked).hasSize(1);
    now = START.plusSeconds(5);
    assertThat(web.asked).hasSize(1);
    assertThatCode(credential::refresh).doesNotThrowAnyException();
    assertThat(credential.ready()).isTrue();
  }

  @Test
  void aTokenOfAMomentIsFetchedAnewInTime() throws IOException {
    web.token("ya29.short", 60);
    var credential = credential(Map.of());
    credential.refresh();
    assertThat(credential.ready()).isTrue();
    now = START.plusSeconds(31);
    assertThat(credential.ready()).isFalse();
  }

  @Test
  void nothingThatIsSecretIsShown() throws IOException {
    var credential = credential(Map.of());
    credential.refresh();
    assertThat(credential.secrets()).containsExactlyInAnyOrder("hush", "1//r", "ya29.first");
    var account =
        new AccountFile(home.resolve(".config/gcloud/application_default_credentials.json")).read();
    assertThat(credential + " " + account + " " + account.ask(START))
        .doesNotContain("hush", "1//r", "ya29");
    web.answer(
        400, Map.of(), "{\"error\":\"invalid_grant\",\"error_description\":\"Bad 1//r hush\"}");
    now = START.plus(Duration.ofHours(2));
    assertThatThrownBy(credential::refresh)
        .hasMessageContaining("invalid_grant: Bad *** ***")
        .hasMessageContaining("gcloud auth application-default login");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "<html>",
        "{\"access_token\":\"\",\"expires_in\":3600}",
        "{\"access_token\":\"a\\r\\nx: y\",\"expires_in\":3600}",
        "{\"access_token\":\"a\",\"expires_in\":0}",
        "{\"access_token\":\"a\",\"expires_in\":-5}",
        "{\"access_token\":\"a\",\"expires_in\":1e12}",
        "{\"access_token\":7,\"expires_in\":60}"
      })
  void nonsenseIsNoToken(String body) {
    web.answer(200, Map.of(), body);
    assertThatThrownBy(credential(Map.of())::refresh)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Google's answer for the person");
  }

  @Test
  void withoutAFileTheMachineIsAsked() throws IOException {
    Files.delete(home.resolve(".config/gcloud/application_default_credentials.json"));
    web.token("ya29.machine", 3600);
    var credential = credential(Map.of());
    credential.refresh();
    var ask = web.asked.getFirst();
    assertThat(ask.uri())
        .hasHost("metadata.google.internal")
        .hasPath("/computeMetadata/v1/instance/service-accounts/default/token");
    assertThat(ask.headers()).containsEntry("metadata-flavor", "Google");
    assertThat(headers(credential)).containsOnlyKeys("authorization");
  }

  @Test
  void whatIsNotGooglesMetadataServerIsNotBelieved() throws IOException {
    Files.delete(home.resolve(".config/gcloud/application_default_credentials.json"));
    web.answer(200, Map.of(), "{\"access_token\":\"a\",\"expires_in\":3600}");
    assertThatThrownBy(credential(Map.of("GCE_METADATA_HOST", "127.0.0.1:1"))::refresh)
        .hasMessageContaining("metadata server");
    assertThatThrownBy(credential(Map.of("GCE_METADATA_HOST", "evil/x?"))::refresh)
        .hasMessageContaining("GCE_METADATA_HOST");
  }

  @Test
  void whereThereIsNothingItSaysWhatToDo() throws IOException {
    Files.delete(home.resolve(".config/gcloud/application_default_credentials.json"));
    web.broken();
    assertThatThrownBy(credential(Map.of())::refresh)
        .hasMessageContaining("GOOGLE_APPLICATION_CREDENTIALS")
        .hasMessageContaining("gcloud auth application-default login");
  }

  @Test
  void theFileThatIsNamedCountsFirstAndMustBeThere() throws IOException {
    var named = Files.writeString(home.resolve("mine.json"), PERSON.replace("\"me\"", "\"you\""));
    credential(Map.of("GOOGLE_APPLICATION_CREDENTIALS", named.toString())).refresh();
    assertThat(web.asked.getFirst().body()).contains("client_id=you");
    assertThatThrownBy(
            credential(Map.of("GOOGLE_APPLICATION_CREDENTIALS", home + "/none.json"))::refresh)
        .hasMessageContaining("none.json does not exist");
  }

  @Test
  void gcloudMayKeepItsFileElsewhere() throws IOException {
    var folder = Files.createDirectory(home.resolve("sdk"));
    Files.writeString(
        folder.resolve("application_default_credentials.json"), PERSON.replace("me", "sdk"));
    credential(Map.of("CLOUDSDK_CONFIG", folder.toString())).refresh();
    assertThat(web.asked.getFirst().body())
        .isEqualTo(
            "grant_type=refresh_token&client_id=sdk&client_secret=hush&refresh_token=1%2F%2Fr");
    assertThat(web.asked.getFirst().uri())
        .isEqualTo(URI.create("https://oauth2.googleapis.com/token"));
  }
}
