package dev.millrace.engine.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Byte-level byte-pair encoding, as GGUF describes it with `tokenizer.ggml.model=gpt2`. Every text can be encoded:
/// what no merge covers passes through as single bytes. Immutable, so it may be shared between threads.
public final class Tokenizer {
  private final Vocabulary vocabulary;
  private final Map<String, Integer> ids;
  private final byte[][] bytes;
  private final int[] byteTokens;
  private final Merges merges;
  private final PreTokenizer preTokenizer;
  private final SpecialTokens specials;

  private Tokenizer(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.preTokenizer = PreTokenizer.named(vocabulary.preTokenizer());
    this.ids = ids(vocabulary.tokens());
    this.bytes =
        IntStream.range(0, vocabulary.tokens().size()).mapToObj(this::spell).toArray(byte[][]::new);
    this.byteTokens = IntStream.range(0, 256).map(this::byteToken).toArray();
    this.merges = Merges.of(vocabulary.merges(), ids);
    this.specials = new SpecialTokens(vocabulary.tokens(), vocabulary.kinds());
  }

  /// The tokenizer of a vocabulary.
  ///
  /// @throws IllegalArgumentException when the vocabulary is not sound: no tokens, a duplicate token, a number of kinds
  ///     other than that of tokens, a byte without a token, a merge of unknown tokens, an unknown pre-tokenizer, a
  ///     begin or end token outside the vocabulary
  public static Tokenizer of(Vocabulary vocabulary) {
    int size = vocabulary.tokens().size();
    if (size == 0) {
      throw new IllegalArgumentException("the vocabulary has no tokens");
    }
    if (vocabulary.kinds().size() != size) {
      throw new IllegalArgumentException(
          size + " tokens but " + vocabulary.kinds().size() + " token types");
    }
    checkInside("begin-of-text", vocabulary.beginOfText(), size);
    checkInside("end-of-text", vocabulary.endOfText(), size);
    if (vocabulary.addBeginOfText() && vocabulary.beginOfText().isEmpty()) {
      throw new IllegalArgumentException(
          "every text should open with a begin-of-text token, but there is none");
    }
    return new Tokenizer(vocabulary);
  }

  private static void checkInside(String what, OptionalInt id, int size) {
    if (id.isPresent() && (id.getAsInt() < 0 || id.getAsInt() >= size)) {
      throw new IllegalArgumentException(
          what + " token " + id.getAsInt() + " is outside 0 to " + (size - 1));
    }
  }

  private static Map<String, Integer> ids(List<String> tokens) {
    Map<String, Integer> ids = HashMap.newHashMap(tokens.size());
    for (int id = 0; id < tokens.size(); id++) {
      var earlier = ids.putIfAbsent(tokens.get(id), id);
      if (earlier != null) {
        throw new IllegalArgumentException(
            "tokens " + earlier + " and " + id + " are both '" + tokens.get(id) + "'");
      }
    }
    return ids;
  }

  private byte[] spell(int id) {
    var token = vocabulary.tokens().get(id);
    var plain = token.getBytes(StandardCharsets.UTF_8);
    return switch (vocabulary.kinds().get(id)) {
      case NORMAL, BYTE -> ByteAlphabet.read(token).orElse(plain);
      case UNKNOWN, CONTROL, USER_DEFINED, UNUSED -> plain;
    };
  }

  private int byteToken(int value) {
    var id = ids.get(String.valueOf(ByteAlphabet.letter((byte) value)));
    if (id == null) {
      throw new IllegalArgumentException("no token for the byte 0x%02x".formatted(value));
    }
    return id;
  }

  /// Number of tokens.
  public int size() {
    return vocabulary.tokens().size();
  }

  /// The token that opens a text, where the model has one. [#encode] never adds it.
  public OptionalInt beginOfText() {
    return vocabulary.beginOfText();
  }

  /// The token that ends an answer, where the model has one.
  public OptionalInt endOfText() {
    return vocabulary.endOfText();
  }

  /// Whether the model expects a prompt to open with [#beginOfText].
  public boolean addBeginOfText() {
    return vocabulary.addBeginOfText();
  }

  /// What a token is for.
  public Kind kind(int id) {
    return vocabulary.kinds().get(id);
  }

  /// The id of the token with exactly this text (the byte alphabet's for normal tokens).
  public OptionalInt id(String token) {
    var id = ids.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /// The bytes that a token stands for, a fresh copy. They may be part of a character; a control token's are its name.
  public byte[] bytes(int id) {
    return bytes[id].clone();
  }

  /// A run of text.
  ///
  /// @param parseSpecial whether the name of a control or user-defined token in it becomes that token; when false it
  ///     is text like any other
  public record Passage(String text, boolean parseSpecial) {}

  /// The tokens of a text.
  ///
  /// @param parseSpecial as in [Passage]
  public int[] encode(String text, boolean parseSpecial) {
    return encode(List.of(new Passage(text, parseSpecial)));
  }

  /// The tokens of several runs as one text: words and marks merge across their borders, special tokens do not arise
  /// there. So a prompt is the same tokens whoever wrote which part of it.
  public int[] encode(List<Passage> passages) {
    var tokens = IntStream.builder();
    var plain = new StringBuilder();
    for (var passage : passages) {
      int from = 0;
      for (var place :
          passage.parseSpecial ? specials.in(passage.text) : List.<SpecialTokens.Place>of()) {
        encodePlain(plain.append(passage.text, from, place.start()).toString(), tokens);
        plain.setLength(0);
        tokens.add(place.id());
        from = place.end();
      }
      plain.append(passage.text, from, passage.text.length());
    }
    encodePlain(plain.toString(), tokens);
    return tokens.build().toArray();
  }

  private void encodePlain(String text, IntStream.Builder tokens) {
    preTokenizer.pieces(text, piece -> encodePiece(piece.getBytes(StandardCharsets.UTF_8), tokens));
  }

  private void encodePiece(byte[] piece, IntStream.Builder tokens) {
    if (preTokenizer.wholePieces()) {
      var whole = ids.get(ByteAlphabet.write(piece));
      if (whole != null) {
        tokens.add(whole);
        return;
      }
    }
    var parts = new int[piece.length];
    for (int i = 0; i < piece.length; i++) {
      parts[i] = byteTokens[piece[i] & 0xff];
    }
    int count = merges.apply(parts, parts.length);
    for (int i = 0; i < count; i++) {
      tokens.add(parts[i]);
    }
  }

  /// The text of some tokens; bytes that are not UTF-8 become U+FFFD.
  public String decode(int... tokens) {
    var stream = new Utf8Stream();
    var text = new ArrayList<String>();
    for (int token : tokens) {
      text.add(stream.push(bytes[token]));
    }
    return String.join("", text) + stream.flush();
  }
}
