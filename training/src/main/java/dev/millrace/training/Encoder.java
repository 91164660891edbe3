package dev.millrace.training;

import dev.millrace.engine.token.ByteAlphabet;
import dev.millrace.engine.token.Kind;
import dev.millrace.engine.token.Tokenizer;
import dev.millrace.engine.token.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The model's vocabulary and conversations as its tokens.
final class Encoder {
  /// A conversation's tokens.
  ///
  /// @param scored positions after which the model is to write the next token
  record Row(int[] tokens, int[] scored) {}

  private static final List<String> CONTROL =
      List.of("<|endoftext|>", Rendering.START, Rendering.END);
  private static final List<String> MARKERS =
      List.of("<think>", "</think>", "<tool_call>", "</tool_call>");
  private static final int SAMPLES = 8_000;

  private final Tokenizer tokenizer;

  Encoder(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /// Learns a vocabulary of `size` tokens: the 256 bytes, merges, then the special tokens.
  static Vocabulary learn(Corpus corpus, int size) {
    var trainer = new BpeTrainer();
    for (int i = 0; i < SAMPLES; i++) {
      trainer.read(
          Rendering.of(corpus.sample(i)).stream()
              .map(Rendering.Span::text)
              .collect(Collectors.joining()));
    }
    var merges = trainer.merges(size - 256 - CONTROL.size() - MARKERS.size());
    List<String> tokens = new ArrayList<>();
    IntStream.range(0, 256).forEach(value -> tokens.add(letter(value)));
    merges.forEach(merge -> tokens.add(merge.replace(" ", "")));
    List<Kind> kinds = new ArrayList<>(tokens.stream().map(_ -> Kind.NORMAL).toList());
    CONTROL.forEach(token -> kinds.add(Kind.CONTROL));
    MARKERS.forEach(token -> kinds.add(Kind.USER_DEFINED));
    tokens.addAll(CONTROL);
    tokens.addAll(MARKERS);
    return new Vocabulary(
        tokens,
        kinds,
        merges,
        "qwen2",
        OptionalInt.empty(),
        OptionalInt.of(tokens.indexOf(Rendering.END)),
        false);
  }

  private static String letter(int value) {
    return String.valueOf(ByteAlphabet.letter((byte) value));
  }

  Tokenizer tokenizer() {
    return tokenizer;
  }

  Row encode(Conversation conversation) {
    var tokens = new ArrayList<Integer>();
    var scored = new ArrayList<Integer>();
    var given = new StringBuilder();
    for (var span : Rendering.of(conversation)) {
      if (!span.trained()) {
        given.append(span.text());
        continue;
      }
      add(given.toString(), tokens);
      given.setLength(0);
      int from = tokens.size();
      add(span.text(), tokens);
      IntStream.range(from - 1, tokens.size() - 1).forEach(scored::add);
    }
    return new Row(array(tokens), array(scored));
  }

  private void add(String text, List<Integer> tokens) {
    for (int token : tokenizer.encode(text, true)) {
      tokens.add(token);
    }
  }

  private static int[] array(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  /// The rows as one batch.
  static Batch batch(List<Row> rows) {
    int size = rows.stream().mapToInt(row -> row.tokens.length).sum();
    var tokens = new int[size];
    var starts = new int[rows.size() + 1];
    var scored = IntStream.builder();
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      int start = starts[i];
      System.arraycopy(row.tokens, 0, tokens, start, row.tokens.length);
      starts[i + 1] = start + row.tokens.length;
      IntStream.of(row.scored).forEach(position -> scored.add(start + position));
    }
    var positions = scored.build().toArray();
    return new Batch(
        tokens,
        starts,
        positions,
        IntStream.of(positions).map(position -> tokens[position + 1]).toArray());
  }
}
