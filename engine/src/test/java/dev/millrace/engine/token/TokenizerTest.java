package dev.millrace.engine.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenizerTest {
  private static final String[] MERGES = {"h e", "l l", "he ll", "hell o", "Ġ hello", "Ċ Ċ", "a a"};

  private final Tokenizer tokenizer = Tokenizer.of(Vocabularies.of("qwen2", MERGES));

  private List<String> words(String text) {
    return Arrays.stream(tokenizer.encode(text, true)).mapToObj(tokenizer::decode).toList();
  }

  @Test
  void theMostImportantMergesComeFirst() {
    assertThat(words("hello hello help")).containsExactly("hello", " hello", " ", "he", "l", "p");
  }

  @Test
  void anyTextComesBackAsItWas() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      var text = new StringBuilder();
      random.ints(random.nextInt(40), 0, 0x11000).forEach(point -> append(text, point));
      assertThat(tokenizer.decode(tokenizer.encode(text.toString(), true)))
          .as("seed %d", seed)
          .isEqualTo(text.toString());
    }
  }

  private static void append(StringBuilder text, int point) {
    boolean surrogate = point >= 0xd800 && point <= 0xdfff;
    text.appendCodePoint(surrogate ? 'x' : point % 3 == 0 ? point % 128 : point);
  }

  @Test
  void textWithOtherLettersIsBytes() {
    assertThat(tokenizer.encode("é", true)).hasSize(2);
    assertThat(tokenizer.encode("🎉", true)).hasSize(4);
  }

  @Test
  void specialTokensAreFoundOnlyWhenAskedFor() {
    assertThat(words("hello<|end|>hello<mark>"))
        .containsExactly("hello", "<|end|>", "hello", "<mark>");
    assertThat(tokenizer.encode("<|end|>", false)).hasSize(7);
  }

  @Test
  void wordsMergeAcrossTheBordersOfPassagesButNoSpecialTokenArises() {
    var passages =
        List.of(
            new Tokenizer.Passage("<|end|>he", true),
            new Tokenizer.Passage("llo<|end|>", false),
            new Tokenizer.Passage("<|e", true),
            new Tokenizer.Passage("nd|>", true));
    var tokens = tokenizer.encode(passages);
    assertThat(tokens[0]).isEqualTo(tokenizer.id(Vocabularies.END).orElseThrow());
    assertThat(tokenizer.decode(tokens[1])).isEqualTo("hello");
    assertThat(tokens).hasSize(2 + 7 + 7);
  }

  @Test
  void theLongestOfTwoSpecialTokensWins() {
    var tokens = new ArrayList<>(Vocabularies.bytes());
    var kinds = new ArrayList<>(tokens.stream().map(_ -> Kind.NORMAL).toList());
    tokens.addAll(List.of("<a>", "<a><b>"));
    kinds.addAll(List.of(Kind.CONTROL, Kind.CONTROL));
    var longest = Tokenizer.of(Vocabularies.vocabulary(tokens, kinds, List.of(), "gpt-2"));
    assertThat(longest.encode("<a><b><a>", true)).containsExactly(257, 256);
  }

  @Test
  void aWholePieceIsTakenAsItIsByLlama() {
    var merges = new String[] {"a b", "b c", "a bc"};
    assertThat(Tokenizer.of(Vocabularies.of("llama-bpe", merges)).encode("abc", true)).hasSize(1);
    assertThat(Tokenizer.of(Vocabularies.of("qwen2", merges)).encode("abc", true)).hasSize(2);
  }

  @Test
  void aVeryLongPieceIsCut() {
    var text = "a".repeat(1 << 18);
    assertThat(tokenizer.encode(text, true)).hasSize(1 << 17);
  }

  @Test
  void manySpacesOrMarksAreCut() {
    assertThat(tokenizer.encode(" ".repeat(1 << 18) + "x", true)).hasSize((1 << 18) + 1);
    assertThat(tokenizer.encode("<".repeat(1 << 18), true)).hasSize(1 << 18);
  }

  @Test
  void anEmptyTextHasNoTokens() {
    assertThat(tokenizer.encode("", true)).isEmpty();
  }

  @Test
  void tokensAreFoundByTheirText() {
    assertThat(tokenizer.id("<|end|>")).isEqualTo(OptionalInt.of(256 + MERGES.length));
    assertThat(tokenizer.id("nothing")).isEmpty();
    assertThat(tokenizer.kind(256 + MERGES.length)).isEqualTo(Kind.CONTROL);
    assertThat(tokenizer.bytes(tokenizer.encode(" hello", true)[0]))
        .isEqualTo(" hello".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anUnsoundVocabularyIsRefused() {
    var bytes = Vocabularies.bytes();
    var normal = bytes.stream().map(_ -> Kind.NORMAL).toList();
    refused(Vocabularies.vocabulary(List.of(), List.of(), List.of(), "qwen2"), "no tokens");
    refused(
        Vocabularies.vocabulary(bytes, List.of(), List.of(), "qwen2"),
        "256 tokens but 0 token types");
    refused(
        Vocabularies.vocabulary(bytes, normal, List.of("a b"), "qwen2"),
        "names 'ab', which is no token");
    refused(Vocabularies.vocabulary(bytes, normal, List.of("ab"), "qwen2"), "not two tokens");
    refused(
        Vocabularies.vocabulary(bytes, normal, List.of(), "klingon"),
        "supported: default, gpt-2, llama-bpe, qwen2");
    refused(Vocabularies.of("qwen2", "a b", "a b"), "are both 'ab'");
    refused(
        Vocabularies.vocabulary(bytes.subList(1, 256), normal.subList(1, 256), List.of(), "qwen2"),
        "no token for the byte 0x00");
    refused(
        new Vocabulary(
            bytes, normal, List.of(), "qwen2", OptionalInt.of(256), OptionalInt.empty(), true),
        "begin-of-text token 256 is outside 0 to 255");
  }

  private static void refused(Vocabulary vocabulary, String why) {
    assertThatThrownBy(() -> Tokenizer.of(vocabulary))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
