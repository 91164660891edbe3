package dev.millrace.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.engine.gguf.GgufFile;
import dev.millrace.engine.gguf.GgufWriter;
import dev.millrace.engine.gguf.GgufWriter.Format;
import dev.millrace.engine.gguf.InvalidGguf;
import dev.millrace.engine.tensor.KernelChoice;
import dev.millrace.engine.tensor.Team;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is said of files that are sound but no model of ours.
final class LlamaFileTest {
  private static final RandomLlama SMALL = new RandomLlama(Format.F32, 1, 32, 32, 2, 1, true);

  @TempDir Path folder;

  private void load(GgufWriter writer) throws IOException {
    var path = folder.resolve("odd.gguf");
    writer.write(path);
    try (var file = GgufFile.open(path);
        var team = new Team(1, KernelChoice.PLAIN)) {
      Models.load(file, team);
    }
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of("llama.block_count", 0, "'llama.block_count': 0 is not between 1 and"),
        Arguments.of(
            "llama.embedding_length",
            64,
            "'token_embd.weight' has the shape [32, 97]; the metadata asks for [64, 97]"),
        Arguments.of(
            "llama.feed_forward_length",
            31,
            "'blk.0.ffn_gate.weight' has the shape [32, 32]; the metadata asks for [32, 31]"),
        Arguments.of("llama.attention.head_count", 3, "3 heads"),
        Arguments.of(
            "llama.attention.head_count_kv", 2, "'blk.0.attn_k.weight' has the shape [32, 16]"),
        Arguments.of("llama.block_count", 2, "'blk.1.attn_norm.weight' is missing"),
        Arguments.of("llama.attention.head_count", 1 << 20, "no multiple of"));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("shapes")
  void metadataThatDoesNotFitTheTensorsIsRefused(String key, int value, String message) {
    var sizes = new LinkedHashMap<>(SMALL.sizes());
    sizes.put(key, value);
    assertThatExceptionOfType(InvalidGguf.class)
        .isThrownBy(() -> load(SMALL.writer(sizes)))
        .withMessageContaining(message)
        .withMessageContaining("odd.gguf: ");
  }

  @Test
  void anotherArchitectureIsRefusedAndTheSupportedOnesAreNamed() {
    var writer = new GgufWriter().text("general.architecture", "mamba");
    assertThatExceptionOfType(UnsupportedModel.class)
        .isThrownBy(() -> load(writer))
        .withMessageEndingWith("architecture 'mamba' is not supported; supported: llama");
  }

  @Test
  void aTensorThatTheArchitectureDoesNotKnowIsRefused() {
    var writer = SMALL.writer().vector("blk.0.attn_q.bias", Format.F32, new float[32]);
    assertThatExceptionOfType(UnsupportedModel.class)
        .isThrownBy(() -> load(writer))
        .withMessageContaining("[blk.0.attn_q.bias]");
  }

  @Test
  void anUnknownRopeScalingIsRefused() {
    var writer = SMALL.writer().text("llama.rope.scaling.type", "yarn");
    assertThatExceptionOfType(UnsupportedModel.class)
        .isThrownBy(() -> load(writer))
        .withMessageContaining("'yarn'");
  }

  @Test
  void aStretchOfTwoHalvesEveryAngle() throws IOException {
    var path = folder.resolve("stretched.gguf");
    SMALL
        .writer()
        .text("llama.rope.scaling.type", "linear")
        .number("llama.rope.scaling.factor", 2)
        .write(path);
    try (var file = GgufFile.open(path)) {
      var shape = Shape.of(file.metadata());
      var stretched = new float[shape.rotated()];
      var plain = new float[shape.rotated()];
      Rope.of(file.metadata(), shape, new float[0]).angles(10, stretched, 0);
      SMALL.writer().write(path.resolveSibling("plain.gguf"));
      try (var unstretched = GgufFile.open(path.resolveSibling("plain.gguf"))) {
        Rope.of(unstretched.metadata(), shape, new float[0]).angles(5, plain, 0);
      }
      assertThat(stretched).isEqualTo(plain);
    }
  }

  @Test
  void theDivisorsOfLlamaThreeSlowDownTheirPairs() throws IOException {
    var writer =
        SMALL
            .writer()
            .vector("rope_freqs.weight", Format.F32, new float[] {1, 1, 1, 1, 1, 1, 1, 8});
    load(writer);
    var path = folder.resolve("odd.gguf");
    try (var file = GgufFile.open(path)) {
      var shape = Shape.of(file.metadata());
      var slow = new float[shape.rotated()];
      var plain = new float[shape.rotated()];
      Rope.of(file.metadata(), shape, new float[] {1, 1, 1, 1, 1, 1, 1, 8}).angles(80, slow, 0);
      Rope.of(file.metadata(), shape, new float[0]).angles(10, plain, 0);
      assertThat(List.of(slow[14], slow[15])).isEqualTo(List.of(plain[14], plain[15]));
    }
  }
}
