package dev.millrace.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretSealTest {
  private static final SecretSeal SEAL = new SecretSeal(new byte[32]);

  @ParameterizedTest
  @ValueSource(strings = {"", "a thought", "wörd \uD83D\uDE00"})
  void whatWasSealedComesBack(String text) {
    assertThat(SEAL.open(SEAL.seal(text))).contains(text);
  }

  @Test
  void aTokenTellsNothing() {
    String token = SEAL.seal("the secret thought");
    assertThat(token).matches("mr1\\.[A-Za-z0-9_-]+").doesNotContain("secret");
    assertThat(SEAL.seal("the secret thought")).isNotEqualTo(token);
  }

  @Test
  void aTokenThatWasChangedAnywhereIsNotOpened() {
    String token = SEAL.seal("x");
    for (int at = 0; at < token.length(); at++) {
      byte[] bytes = token.getBytes(StandardCharsets.US_ASCII);
      bytes[at] = (byte) (bytes[at] == 'A' ? 'B' : 'A');
      boolean lastBits = at == token.length() - 1; // some of its bits are padding
      if (!lastBits) {
        assertThat(SEAL.open(new String(bytes, StandardCharsets.US_ASCII))).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mr1.", "mr1.AAAA", "mr1.!!", "EqMBCkYIBRgC"})
  void whatWasNotSealedHereIsNotOpened(String token) {
    assertThat(SEAL.open(token)).isEmpty();
  }

  @Test
  void anotherServersTokenIsNotOpened() {
    var other = new byte[32];
    other[0] = 1;
    assertThat(new SecretSeal(other).open(SEAL.seal("x"))).isEmpty();
  }
}
