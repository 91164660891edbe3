package dev.millrace.gateway.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SignatureTest {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

  private Instant now = START;
  private boolean broken;
  private int asked;

  private final Signature signature = new Signature(this::keys, "bedrock", "eu-west-1", () -> now);

  private Optional<Keys> keys() throws IOException {
    asked++;
    if (broken) {
      throw new IOException("no metadata service");
    }
    return Optional.of(
        new Keys(
            "AKID" + asked,
            "secret" + asked,
            Optional.of("token" + asked),
            Optional.of(now.plus(Duration.ofHours(1)))));
  }

  private String signed() {
    return signature
        .headers(URI.create("https://localhost/x"), Map.of(), new byte[0])
        .getOrDefault("authorization", "");
  }

  @Test
  void keysAreLookedForOnceAndThenAgainBeforeTheyExpire() throws IOException {
    assertThat(signature.ready()).isFalse();
    signature.refresh();
    signature.refresh(); // somebody who waited for the same
    assertThat(asked).isEqualTo(1);
    assertThat(signed()).contains("Credential=AKID1/20261120/eu-west-1/bedrock/");
    now = START.plus(Duration.ofMinutes(57));
    assertThat(signature.ready()).isTrue();
    now = START.plus(Duration.ofMinutes(58));
    assertThat(signature.ready()).isFalse();
    signature.refresh();
    assertThat(signed()).contains("Credential=AKID2/");
    assertThat(signature.secrets()).containsExactlyInAnyOrder("secret2", "token2");
  }

  @Test
  void keysThatWorkStillAreUsedWhileThereAreNoNewOnes() throws IOException {
    signature.refresh();
    broken = true;
    now = START.plus(Duration.ofMinutes(59));
    signature.refresh();
    assertThat(signed()).contains("AKID1");
    now = START.plus(Duration.ofMinutes(60));
    assertThatThrownBy(signature::refresh).hasMessage("no metadata service");
    broken = false;
    signature.refresh();
    assertThat(signed()).contains("AKID4");
  }

  @Test
  void nothingOfItIsShown() throws IOException {
    signature.refresh();
    assertThat(signature.toString() + keys()).doesNotContain("secret1", "secret2", "token");
  }
}
