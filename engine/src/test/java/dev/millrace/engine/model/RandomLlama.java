package dev.millrace.engine.model;

import dev.millrace.engine.gguf.GgufFile;
import dev.millrace.engine.gguf.GgufWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/// A small Llama file with random weights.
record RandomLlama(
    GgufWriter.Format format,
    int layers,
    int width,
    int hidden,
    int heads,
    int sharedHeads,
    boolean tied) {
  static final int VOCABULARY = 97;
  static final int CONTEXT = 256;

  GgufFile file(Path folder) throws IOException {
    var path = folder.resolve("random.gguf");
    writer().write(path);
    return GgufFile.open(path);
  }

  GgufWriter writer() {
    return writer(sizes());
  }

  /// With what the metadata says in place of [#sizes].
  GgufWriter writer(Map<String, Integer> sizes) {
    var writer =
        new GgufWriter()
            .text("general.architecture", "llama")
            .number("llama.attention.layer_norm_rms_epsilon", 1e-5f)
            .number("llama.rope.freq_base", 10_000);
    sizes.forEach(writer::unsigned);
    var random = new Random(11 + layers + width + heads);
    add(writer, random, "token_embd.weight", VOCABULARY, width);
    int headWidth = width / heads;
    for (int i = 0; i < layers; i++) {
      var layer = "blk." + i + ".";
      addNorm(writer, random, layer + "attn_norm.weight");
      add(writer, random, layer + "attn_q.weight", width, width);
      add(writer, random, layer + "attn_k.weight", sharedHeads * headWidth, width);
      add(writer, random, layer + "attn_v.weight", sharedHeads * headWidth, width);
      add(writer, random, layer + "attn_output.weight", width, width);
      addNorm(writer, random, layer + "ffn_norm.weight");
      add(writer, random, layer + "ffn_gate.weight", hidden, width);
      add(writer, random, layer + "ffn_up.weight", hidden, width);
      add(writer, random, layer + "ffn_down.weight", width, hidden);
    }
    addNorm(writer, random, "output_norm.weight");
    if (!tied) {
      add(writer, random, "output.weight", VOCABULARY, width);
    }
    return writer;
  }

  Map<String, Integer> sizes() {
    return Map.of(
        "llama.block_count", layers,
        "llama.context_length", CONTEXT,
        "llama.embedding_length", width,
        "llama.feed_forward_length", hidden,
        "llama.attention.head_count", heads,
        "llama.attention.head_count_kv", sharedHeads);
  }

  private void add(GgufWriter writer, Random random, String name, int rows, int columns) {
    long seed = random.nextLong();
    writer.matrix(
        name,
        format,
        rows,
        columns,
        row -> numbers(new Random(seed + row), columns, 1 / Math.sqrt(columns), 0));
  }

  private void addNorm(GgufWriter writer, Random random, String name) {
    writer.vector(name, GgufWriter.Format.F32, numbers(random, width, 0.2, 1));
  }

  private static float[] numbers(Random random, int count, double spread, double middle) {
    var numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (middle + spread * random.nextGaussian());
    }
    return numbers;
  }
}
