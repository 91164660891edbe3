package dev.millrace.bench.mask;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/// A vocabulary of the kind that byte pairs make of English, code, JSON and other scripts: single
/// bytes, words with and without a space, runs of white space, punctuation stuck together, and
/// characters cut in two. Always the same.
final class Vocabulary {
  static final int SIZE = 128_000;

  private static final int WORDS = 14_000;
  private static final String[] MARKS = {
    "\"", ":", ",", "{", "}", "[", "]", "(", ")", ";", ".", "/", "\\", "<", ">", "=", "-", "_", "'",
    "!", "?", "*", "+", "|", "&", "#", "$", "%", "@", "~", "`", "^"
  };
  private static final String[] SPACES = {"", " ", "\n", "\t", "  ", "\n  ", "\n    ", "\r\n"};

  private final Random random = new Random(128);
  private final Words words = new Words(random);

  /// Spellings in ISO 8859-1, a character for each byte.
  private final Set<String> spellings = new LinkedHashSet<>();

  static List<byte[]> tokens() {
    var vocabulary = new Vocabulary();
    vocabulary.fill();
    return vocabulary.spellings.stream()
        .limit(SIZE)
        .map(spelling -> spelling.getBytes(StandardCharsets.ISO_8859_1))
        .toList();
  }

  private void fill() {
    for (int value = 0; value < 256; value++) {
      spellings.add(String.valueOf((char) value));
    }
    for (int length = 1; length <= 80; length++) {
      add(" ".repeat(length));
      add("\n" + " ".repeat(length));
      add("\t".repeat(1 + length / 4));
      add("\n".repeat(1 + length / 5));
    }
    for (int number = 0; number < 1000; number++) {
      add(String.valueOf(number));
      add(String.format(Locale.ROOT, "%03d", number));
    }
    addMarks();
    addWords();
    addScripts();
    while (spellings.size() < SIZE) {
      addPieces(words.next());
    }
  }

  private void addMarks() {
    for (int i = 0; i < 12_000; i++) {
      var text = new StringBuilder(one(SPACES));
      for (int marks = 1 + random.nextInt(4); marks > 0; marks--) {
        text.append(one(MARKS));
      }
      add(text.append(one(SPACES)).toString());
    }
  }

  private void addWords() {
    for (var word : words.several(WORDS)) {
      add(word);
      add(" " + word);
      add(Words.capital(word));
      add(" " + Words.capital(word));
      if (random.nextInt(4) == 0) {
        addPieces(word);
      }
    }
  }

  /// Words with what stands beside them in code and JSON.
  private void addPieces(String word) {
    add(one(MARKS) + word);
    add(word + one(MARKS));
    add("_" + word);
    add(word.toUpperCase(Locale.ROOT));
    add(word + Words.capital(words.next()));
    if (random.nextInt(8) == 0) {
      add("\"" + word);
      add(" \"" + word);
      add("\"" + word + "\"");
      add(word + "\",");
      add(word + "\":");
    }
  }

  private void addScripts() {
    addScript(0x4e00, 0x9fff, 9000, 3);
    addScript(0x0430, 0x044f, 9000, 6);
    addScript(0x0620, 0x064a, 4000, 5);
    addScript(0xac00, 0xd7a3, 4000, 2);
    addScript(0x00c0, 0x00ff, 2000, 4);
    addScript(0x1f300, 0x1f6ff, 900, 1);
  }

  private void addScript(int first, int last, int count, int letters) {
    for (int i = 0; i < count; i++) {
      var text = new StringBuilder(random.nextInt(5) == 0 ? " " : "");
      for (int more = 1 + random.nextInt(letters); more > 0; more--) {
        text.appendCodePoint(first + random.nextInt(last - first + 1));
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      boolean cut = random.nextInt(10) == 0;
      int from = cut ? random.nextInt(bytes.length) : 0;
      int to = cut ? from + 1 + random.nextInt(bytes.length - from) : bytes.length;
      spellings.add(new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.ISO_8859_1));
    }
  }

  private void add(String text) {
    spellings.add(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  private String one(String[] from) {
    return from[random.nextInt(from.length)];
  }

  /// Cuts a text into tokens, the longest that fits each time.
  static List<byte[]> cut(byte[] text, Set<String> spellings, int longest) {
    var tokens = new ArrayList<byte[]>();
    var whole = new String(text, StandardCharsets.ISO_8859_1);
    for (int from = 0; from < text.length; ) {
      int to = Math.min(text.length, from + longest);
      while (!spellings.contains(whole.substring(from, to))) {
        to--;
      }
      tokens.add(Arrays.copyOfRange(text, from, to));
      from = to;
    }
    return tokens;
  }
}
