package dev.millrace.engine.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.engine.gguf.GgufWriter.Format;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GgufWriterTest {
  @TempDir private Path folder;

  private GgufFile written(GgufWriter writer) throws IOException {
    var file = folder.resolve("model.gguf");
    writer.write(file);
    return GgufFile.open(file);
  }

  @Test
  void everyKindOfValueIsReadBack() throws IOException {
    var writer =
        new GgufWriter()
            .text("text", "naïve")
            .unsigned("unsigned", -1)
            .unsigned64("unsigned64", 1L << 40)
            .number("number", 1e-5f)
            .truth("truth", true)
            .texts("texts", List.of("a", "", "Ġb"))
            .integers("integers", List.of(1, -2, 3))
            .numbers("numbers", List.of(0.5f, -1f));
    try (var file = written(writer)) {
      var metadata = file.metadata();
      assertThat(metadata.string("text")).isEqualTo("naïve");
      assertThat(metadata.whole("unsigned")).isEqualTo(0xffffffffL);
      assertThat(metadata.whole("unsigned64")).isEqualTo(1L << 40);
      assertThat(metadata.decimal("number")).isCloseTo(1e-5, within(1e-9));
      assertThat(metadata.truth("truth")).isTrue();
      assertThat(metadata.strings("texts")).containsExactly("a", "", "Ġb");
      assertThat(metadata.integers("integers")).containsExactly(1, -2, 3);
      assertThat(metadata.decimals("numbers")).containsExactly(0.5f, -1f);
    }
  }

  @Test
  void tensorsLieWhereTheReaderLooks() throws IOException {
    var row = new float[32];
    for (int i = 0; i < row.length; i++) {
      row[i] = i - 10;
    }
    var writer =
        new GgufWriter()
            .vector("one", Format.F32, new float[] {1, 2, 3})
            .matrix("half", Format.F16, 2, 3, index -> new float[] {index, 0.5f, -2})
            .matrix("eighth", Format.Q8_0, 3, 32, index -> row);
    try (var file = written(writer)) {
      var half = file.tensor("half").orElseThrow();
      assertThat(half.rows()).isEqualTo(2);
      assertThat(half.columns()).isEqualTo(3);
      assertThat(Float.float16ToFloat(half.data().get(ValueLayout.JAVA_SHORT_UNALIGNED, 6)))
          .isEqualTo(1);
      var eighth = file.tensor("eighth").orElseThrow();
      assertThat(eighth.type()).isEqualTo(TensorType.Q8_0);
      float scale = Float.float16ToFloat(eighth.data().get(ValueLayout.JAVA_SHORT_UNALIGNED, 34));
      for (int i = 0; i < row.length; i++) {
        assertThat(scale * eighth.data().get(ValueLayout.JAVA_BYTE, 34 + 2 + i))
            .isCloseTo(row[i], within(0.1f));
      }
    }
  }

  @Test
  void aRowOfBrokenBlocksIsRefused() {
    var writer = new GgufWriter();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.vector("v", Format.Q8_0, new float[33]))
        .withMessageContaining("rows are blocks of 32");
  }

  @Test
  void aNameIsGivenOnce() {
    var writer = new GgufWriter().text("key", "").vector("v", Format.F32, new float[1]);
    assertThatIllegalArgumentException().isThrownBy(() -> writer.text("key", ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.vector("v", Format.F32, new float[1]));
  }

  @Test
  void aRowOfTheWrongLengthIsRefused() {
    var writer = new GgufWriter().matrix("m", Format.F32, 1, 4, _ -> new float[3]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.write(folder.resolve("wrong.gguf")))
        .withMessageContaining("has 3 values, not 4");
  }
}
