package dev.millrace.engine.token;

import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Cuts a text into the pieces inside which byte pairs merge. The patterns are those published with the models;
/// `\s` is written out because Java's is ASCII only.
///
/// @param pattern one piece per match; together the matches cover every text
/// @param wholePieces whether a piece that is itself a token is taken whole, whatever the merges say (Llama 3)
record PreTokenizer(Pattern pattern, boolean wholePieces) {
  private static final String SPACE = "\\p{IsWhite_Space}";
  private static final String SPACES = "|" + SPACE + "+(?!\\P{IsWhite_Space})|" + SPACE + "+";
  private static final String MARKS = "[^" + SPACE + "\\p{L}\\p{N}]+";
  private static final String CONTRACTIONS = "'s|'t|'re|'ve|'m|'ll|'d";

  private static final PreTokenizer GPT2 =
      of(CONTRACTIONS + "| ?\\p{L}+| ?\\p{N}+| ?" + MARKS + SPACES, false);
  private static final PreTokenizer LLAMA = of(modern("\\p{N}{1,3}"), true);
  private static final PreTokenizer QWEN = of(modern("\\p{N}"), false);

  private static final Map<String, PreTokenizer> NAMED =
      Map.of("gpt-2", GPT2, "default", GPT2, "llama-bpe", LLAMA, "qwen2", QWEN);

  private static String modern(String digits) {
    return "(?i:"
        + CONTRACTIONS
        + ")|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|"
        + digits
        + "| ?"
        + MARKS
        + "[\\r\\n]*|"
        + SPACE
        + "*[\\r\\n]+"
        + SPACES;
  }

  private static PreTokenizer of(String pattern, boolean wholePieces) {
    return new PreTokenizer(Pattern.compile(pattern), wholePieces);
  }

  /// The pre-tokenizer that a GGUF file names.
  ///
  /// @throws IllegalArgumentException when the name is not supported
  static PreTokenizer named(String name) {
    var found = NAMED.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "unknown pre-tokenizer '"
              + name
              + "'; supported: "
              + String.join(", ", new TreeSet<>(NAMED.keySet())));
    }
    return found;
  }

  /// Tells each piece of `text`, in order.
  void pieces(String text, Consumer<String> piece) {
    var matcher = pattern.matcher(text);
    int from = 0;
    while (matcher.find()) {
      if (matcher.start() > from) {
        piece.accept(text.substring(from, matcher.start()));
      }
      if (matcher.end() > matcher.start()) {
        piece.accept(matcher.group());
      }
      from = matcher.end();
    }
    if (from < text.length()) {
      piece.accept(text.substring(from));
    }
  }
}
