package dev.millrace.engine.token;

import java.util.List;
import java.util.OptionalInt;

/// The tokenizer part of a GGUF file of `tokenizer.ggml.model=gpt2`, as read and not yet trusted: [Tokenizer#of] checks it.
///
/// @param tokens token texts in id order; normal tokens are written in the GPT-2 byte alphabet
/// @param kinds one kind per token
/// @param merges `left right`, most important first
/// @param preTokenizer GGUF `tokenizer.ggml.pre`, such as `qwen2`
/// @param beginOfText id of the token that opens a text, where the model has one
/// @param endOfText id of the token that ends an answer, where the model has one
/// @param addBeginOfText whether the model expects every text to open with `beginOfText`
public record Vocabulary(
    List<String> tokens,
    List<Kind> kinds,
    List<String> merges,
    String preTokenizer,
    OptionalInt beginOfText,
    OptionalInt endOfText,
    boolean addBeginOfText) {
  public Vocabulary {
    tokens = List.copyOf(tokens);
    kinds = List.copyOf(kinds);
    merges = List.copyOf(merges);
  }
}
