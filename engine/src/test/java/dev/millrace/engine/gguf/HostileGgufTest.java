package dev.millrace.engine.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever bytes a file has, reading it either works or throws [InvalidGguf].
final class HostileGgufTest {
  private static final int MUTATIONS = 4_000;

  private static Bytes header() {
    return Bytes.header(3, 5)
        .key("general.architecture", 8)
        .text("llama")
        .key("general.alignment", 4)
        .int32(32)
        .key("tokens", 9)
        .int32(8)
        .int64(3)
        .text("a")
        .text("bc")
        .text("\u00e9")
        .key("scores", 9)
        .int32(6)
        .int64(2)
        .float32(1)
        .float32(2)
        .key("add_bos", 7)
        .int8(1)
        .tensor("token_embd.weight", 0, 8, 3)
        .tensorOf(8, "output.weight", 96, 32, 2)
        .tensorOf(1, "norm.weight", 192, 4);
  }

  private static byte[] file() {
    return header().pad().zeros(200).array();
  }

  @Test
  void theFileIsGoodBeforeItIsSpoilt() {
    try (var file = GgufFileTest.read(file())) {
      assertThat(file.tensors()).hasSize(3);
    }
  }

  @Test
  void aFileCutAnywhereIsRefused() {
    var whole = file();
    for (int length = 0; length < whole.length; length++) {
      var cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(InvalidGguf.class)
          .as("cut to %d bytes", length)
          .isThrownBy(() -> GgufFileTest.read(cut).close());
    }
  }

  @Test
  void aSpoiltFileIsReadOrRefusedButNothingElse() {
    var whole = file();
    int headerLength = header().array().length;
    int refused = 0;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      var bytes = mutate(whole, headerLength, new Random(seed));
      refused += tryToRead(bytes, seed);
    }
    assertThat(refused).isBetween(MUTATIONS / 2, MUTATIONS - 1);
  }

  private static byte[] mutate(byte[] whole, int headerLength, Random random) {
    var bytes = whole.clone();
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(headerLength);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 ->
            Arrays.fill(
                bytes,
                at,
                Math.min(at + 8, headerLength),
                (byte) (random.nextBoolean() ? 0xff : 0));
        default ->
            System.arraycopy(
                whole, random.nextInt(headerLength - 8), bytes, Math.min(at, headerLength - 8), 8);
      }
    }
    return bytes;
  }

  /// 1 when refused.
  private static int tryToRead(byte[] bytes, int seed) {
    try (var file = GgufFileTest.read(bytes)) {
      assertThatCode(() -> touch(file)).as("seed %d", seed).doesNotThrowAnyException();
      return 0;
    } catch (InvalidGguf e) {
      assertThat(e).as("seed %d", seed).hasMessageStartingWith("model.gguf: ");
      return 1;
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static void touch(GgufFile file) {
    for (var tensor : file.tensors().values()) {
      assertThat(tensor.data().byteSize())
          .isEqualTo(tensor.type().bytes(tensor.columns()) * tensor.rows());
      tensor.data().toArray(ValueLayout.JAVA_BYTE);
    }
  }
}
