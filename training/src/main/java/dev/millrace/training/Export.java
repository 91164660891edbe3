package dev.millrace.training;

import dev.millrace.engine.gguf.GgufWriter;
import dev.millrace.engine.gguf.GgufWriter.Format;
import dev.millrace.engine.token.Kind;
import dev.millrace.engine.token.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;

/// Writes the model as a GGUF file: matrices as Q8_0, norms as F32, the output head being the embedding.
final class Export {
  private static final int CONTEXT = 2048;

  private Export() {}

  static void write(Model model, Vocabulary vocabulary, Path file) throws IOException {
    var writer = new GgufWriter();
    describe(model.shape, writer);
    tokens(vocabulary, writer);
    int width = model.shape.width();
    int inner = model.shape.inner();
    matrix(writer, "token_embd", model.embedding, 0, model.shape.vocabulary());
    for (int i = 0; i < model.layers.size(); i++) {
      var layer = model.layers.get(i);
      var name = "blk." + i + ".";
      writer.vector(name + "attn_norm.weight", Format.F32, layer.attentionNorm().value);
      matrix(writer, name + "attn_q", layer.queryKeyValue(), 0, width);
      matrix(writer, name + "attn_k", layer.queryKeyValue(), width, width);
      matrix(writer, name + "attn_v", layer.queryKeyValue(), 2 * width, width);
      matrix(writer, name + "attn_output", layer.attentionOut(), 0, width);
      writer.vector(name + "ffn_norm.weight", Format.F32, layer.feedNorm().value);
      matrix(writer, name + "ffn_gate", layer.gateUp(), 0, inner);
      matrix(writer, name + "ffn_up", layer.gateUp(), inner, inner);
      matrix(writer, name + "ffn_down", layer.down(), 0, width);
    }
    writer.vector("output_norm.weight", Format.F32, model.norm.value);
    writer.write(file);
  }

  private static void describe(Shape shape, GgufWriter writer) {
    writer
        .text("general.architecture", "llama")
        .text("general.type", "model")
        .text("general.name", "millrace-mini")
        .text(
            "general.description",
            "A small demonstration model, trained by Millrace's own training module")
        .unsigned("general.file_type", 7)
        .unsigned("general.quantization_version", 2)
        .unsigned("general.alignment", 32)
        .unsigned("llama.vocab_size", shape.vocabulary())
        .unsigned("llama.context_length", CONTEXT)
        .unsigned("llama.embedding_length", shape.width())
        .unsigned("llama.block_count", shape.layers())
        .unsigned("llama.feed_forward_length", shape.inner())
        .unsigned("llama.attention.head_count", shape.heads())
        .unsigned("llama.attention.head_count_kv", shape.heads())
        .number("llama.attention.layer_norm_rms_epsilon", Shape.EPSILON)
        .unsigned("llama.rope.dimension_count", Shape.HEAD)
        .number("llama.rope.freq_base", (float) Shape.ROTATION_BASE);
  }

  private static void tokens(Vocabulary vocabulary, GgufWriter writer) {
    writer
        .text("tokenizer.ggml.model", "gpt2")
        .text("tokenizer.ggml.pre", vocabulary.preTokenizer())
        .texts("tokenizer.ggml.tokens", vocabulary.tokens())
        .integers(
            "tokenizer.ggml.token_type", vocabulary.kinds().stream().map(Kind::number).toList())
        .texts("tokenizer.ggml.merges", vocabulary.merges())
        .unsigned("tokenizer.ggml.eos_token_id", vocabulary.endOfText().orElseThrow())
        .unsigned("tokenizer.ggml.padding_token_id", vocabulary.tokens().indexOf("<|endoftext|>"))
        .truth("tokenizer.ggml.add_bos_token", false)
        .text("tokenizer.chat_template", Sources.text("template.jinja"));
  }

  private static void matrix(
      GgufWriter writer, String name, Parameter parameter, int from, int rows) {
    writer.matrix(
        name + ".weight", Format.Q8_0, rows, parameter.columns, row -> parameter.row(from + row));
  }
}
