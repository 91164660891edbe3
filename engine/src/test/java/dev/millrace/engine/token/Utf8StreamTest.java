package dev.millrace.engine.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8StreamTest {
  private final Utf8Stream stream = new Utf8Stream();

  private String push(int... bytes) {
    var pushed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      pushed[i] = (byte) bytes[i];
    }
    return stream.push(pushed);
  }

  @Test
  void aCharacterWaitsForItsLastByte() {
    assertThat(push(0xf0)).isEmpty();
    assertThat(push(0x9f, 0x8e)).isEmpty();
    assertThat(push(0x89, 'a')).isEqualTo("🎉a");
    assertThat(stream.flush()).isEmpty();
  }

  @Test
  void bytesThatAreNotTextAreReplaced() {
    assertThat(push('a', 0xff, 'b')).isEqualTo("a\ufffdb");
    assertThat(push(0xe2, 0x82)).isEmpty();
    assertThat(push('x')).isEqualTo("\ufffdx");
  }

  @Test
  void anUnfinishedCharacterIsReplacedAtTheEnd() {
    assertThat(push('a', 0xc3)).isEqualTo("a");
    assertThat(stream.flush()).isEqualTo("\ufffd");
    assertThat(push('b')).isEqualTo("b");
  }

  @Test
  void anyCutOfATextGivesTheText() {
    var text = "naïve Ωmega 日本語 🚀";
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var read = new StringBuilder();
    for (byte value : bytes) {
      read.append(stream.push(new byte[] {value}));
    }
    assertThat(read + stream.flush()).isEqualTo(text);
  }
}
