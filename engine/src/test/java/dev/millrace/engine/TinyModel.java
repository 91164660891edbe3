package dev.millrace.engine;

import dev.millrace.engine.gguf.GgufWriter;
import dev.millrace.engine.token.ByteAlphabet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// A file with a small model of random weights: a token for each byte, then the special ones.
final class TinyModel {
  static final int CONTEXT = 256;
  static final int END = 256;
  static final int START = 257;
  static final int THINK = 258;
  static final int VOCABULARY = 260;
  static final String TEMPLATE =
      "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
          + "<|im_start|>assistant{{ '\\n' }}";

  private static final int WIDTH = 32;
  private static final int LAYERS = 2;

  private TinyModel() {}

  static GgufWriter writer(String template) {
    var tokens = new ArrayList<>(bytes());
    tokens.addAll(List.of("<|im_end|>", "<|im_start|>", "<think>", "</think>"));
    var types = new ArrayList<>(IntStream.range(0, 256).mapToObj(_ -> 1).toList());
    types.addAll(List.of(3, 3, 4, 4));
    return new GgufWriter()
        .text("general.architecture", "llama")
        .text("general.name", "tiny")
        .unsigned("llama.block_count", LAYERS)
        .unsigned("llama.context_length", CONTEXT)
        .unsigned("llama.embedding_length", WIDTH)
        .unsigned("llama.feed_forward_length", 64)
        .unsigned("llama.attention.head_count", 4)
        .unsigned("llama.attention.head_count_kv", 2)
        .number("llama.attention.layer_norm_rms_epsilon", 1e-5f)
        .number("llama.rope.freq_base", 10_000)
        .text("tokenizer.ggml.model", "gpt2")
        .text("tokenizer.ggml.pre", "qwen2")
        .texts("tokenizer.ggml.tokens", tokens)
        .integers("tokenizer.ggml.token_type", types)
        .texts("tokenizer.ggml.merges", List.of())
        .unsigned("tokenizer.ggml.eos_token_id", END)
        .text("tokenizer.chat_template", template);
  }

  static Path write(Path folder) throws IOException {
    return write(folder, TEMPLATE);
  }

  static Path write(Path folder, String template) throws IOException {
    Path file = folder.resolve("tiny.gguf");
    withTensors(writer(template)).write(file);
    return file;
  }

  static GgufWriter withTensors(GgufWriter writer) {
    var random = new Random(7);
    add(writer, random, "token_embd.weight", VOCABULARY, WIDTH);
    for (int at = 0; at < LAYERS; at++) {
      String layer = "blk." + at + ".";
      writer.vector(layer + "attn_norm.weight", GgufWriter.Format.F32, ones());
      add(writer, random, layer + "attn_q.weight", WIDTH, WIDTH);
      add(writer, random, layer + "attn_k.weight", WIDTH / 2, WIDTH);
      add(writer, random, layer + "attn_v.weight", WIDTH / 2, WIDTH);
      add(writer, random, layer + "attn_output.weight", WIDTH, WIDTH);
      writer.vector(layer + "ffn_norm.weight", GgufWriter.Format.F32, ones());
      add(writer, random, layer + "ffn_gate.weight", 64, WIDTH);
      add(writer, random, layer + "ffn_up.weight", 64, WIDTH);
      add(writer, random, layer + "ffn_down.weight", WIDTH, 64);
    }
    return writer.vector("output_norm.weight", GgufWriter.Format.F32, ones());
  }

  private static void add(GgufWriter writer, Random random, String name, int rows, int columns) {
    long seed = random.nextLong();
    writer.matrix(
        name,
        GgufWriter.Format.F32,
        rows,
        columns,
        row -> numbers(new Random(seed + row), columns));
  }

  private static float[] numbers(Random random, int count) {
    var numbers = new float[count];
    for (int at = 0; at < count; at++) {
      numbers[at] = (float) (random.nextGaussian() / Math.sqrt(count));
    }
    return numbers;
  }

  private static float[] ones() {
    var ones = new float[WIDTH];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static List<String> bytes() {
    return IntStream.range(0, 256)
        .mapToObj(value -> String.valueOf(ByteAlphabet.letter((byte) value)))
        .toList();
  }
}
