package dev.millrace.bench.engine;

import dev.millrace.engine.gguf.GgufWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Llama files with random weights: any size, no sense. The tokens are the 256 bytes, one that ends an answer, and words
/// of random letters, some with a blank or a quote before them.
///
/// @param vocabulary tokens
/// @param width of the embedding
/// @param hidden width of the feed-forward part
/// @param heads query heads
/// @param sharedHeads key and value heads
public record RandomGguf(
    GgufWriter.Format format,
    int layers,
    int vocabulary,
    int context,
    int width,
    int hidden,
    int heads,
    int sharedHeads) {
  private static final int END = 256;

  /// What words begin with; U+0120 stands for a blank.
  private static final List<String> FRONTS = List.of("", "\u0120", "\"", "\u0120\"", "1", ",");

  /// About 250 million parameters, output tied to the embedding.
  static RandomGguf quarterBillion(GgufWriter.Format format) {
    return new RandomGguf(format, 16, 32_000, 2_048, 1_024, 3_584, 16, 4);
  }

  /// How many weights the matrices have.
  long parameters() {
    int shared = width / heads * sharedHeads;
    long layer = 2L * width * width + 2L * width * shared + 3L * width * hidden;
    return layers * layer + (long) vocabulary * width;
  }

  void write(Path file) throws IOException {
    var writer = metadata();
    add(writer, "token_embd.weight", vocabulary, width);
    int shared = width / heads * sharedHeads;
    for (int i = 0; i < layers; i++) {
      var layer = "blk." + i + ".";
      addNorm(writer, layer + "attn_norm.weight");
      add(writer, layer + "attn_q.weight", width, width);
      add(writer, layer + "attn_k.weight", shared, width);
      add(writer, layer + "attn_v.weight", shared, width);
      add(writer, layer + "attn_output.weight", width, width);
      addNorm(writer, layer + "ffn_norm.weight");
      add(writer, layer + "ffn_gate.weight", hidden, width);
      add(writer, layer + "ffn_up.weight", hidden, width);
      add(writer, layer + "ffn_down.weight", width, hidden);
    }
    addNorm(writer, "output_norm.weight");
    writer.write(file);
  }

  private GgufWriter metadata() {
    return new GgufWriter()
        .text("general.architecture", "llama")
        .text("general.name", "random")
        .unsigned("llama.block_count", layers)
        .unsigned("llama.context_length", context)
        .unsigned("llama.embedding_length", width)
        .unsigned("llama.feed_forward_length", hidden)
        .unsigned("llama.attention.head_count", heads)
        .unsigned("llama.attention.head_count_kv", sharedHeads)
        .number("llama.attention.layer_norm_rms_epsilon", 1e-5f)
        .number("llama.rope.freq_base", 10_000)
        .text("tokenizer.ggml.model", "gpt2")
        .text("tokenizer.ggml.pre", "qwen2")
        .texts("tokenizer.ggml.tokens", tokens())
        .integers(
            "tokenizer.ggml.token_type",
            IntStream.range(0, vocabulary).mapToObj(i -> i == END ? 3 : 1).toList())
        .unsigned("tokenizer.ggml.eos_token_id", END)
        .texts("tokenizer.ggml.merges", List.of());
  }

  private List<String> tokens() {
    var tokens = new LinkedHashSet<String>();
    for (int value = 0; value < END; value++) {
      tokens.add(letter(value));
    }
    tokens.add("<end>");
    var random = new SplittableRandom(5);
    while (tokens.size() < vocabulary) {
      var word = new StringBuilder(FRONTS.get(random.nextInt(FRONTS.size())));
      for (int left = 1 + random.nextInt(8); left > 0; left--) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      tokens.add(word.toString());
    }
    return List.copyOf(tokens);
  }

  /// A byte in the alphabet of GPT-2.
  private static String letter(int value) {
    boolean itself = (value >= 33 && value <= 126) || (value >= 161 && value != 173);
    if (itself) {
      return String.valueOf((char) value);
    }
    int before = 0;
    for (int other = 0; other < value; other++) {
      before += (other >= 33 && other <= 126) || (other >= 161 && other != 173) ? 0 : 1;
    }
    return String.valueOf((char) (256 + before));
  }

  private void add(GgufWriter writer, String name, int rows, int columns) {
    float spread = (float) Math.sqrt(3.0 / columns);
    writer.matrix(
        name, format, rows, columns, row -> uniform(name.hashCode() * 31L + row, columns, spread));
  }

  private void addNorm(GgufWriter writer, String name) {
    var ones = new float[width];
    Arrays.fill(ones, 1);
    writer.vector(name, GgufWriter.Format.F32, ones);
  }

  private static float[] uniform(long seed, int count, float spread) {
    var random = new SplittableRandom(seed);
    var numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = spread * ((random.nextInt() >> 8) * 0x1p-23f);
    }
    return numbers;
  }
}
