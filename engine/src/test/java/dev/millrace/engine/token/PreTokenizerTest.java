package dev.millrace.engine.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreTokenizerTest {
  private static List<String> pieces(String name, String text) {
    List<String> pieces = new ArrayList<>();
    PreTokenizer.named(name).pieces(text, pieces::add);
    return pieces;
  }

  @Test
  void wordsTakeTheSpaceBefore() {
    assertThat(pieces("gpt-2", "Hello world, it's 2026!"))
        .containsExactly("Hello", " world", ",", " it", "'s", " 2026", "!");
    assertThat(pieces("llama-bpe", "IT'S 2026!")).containsExactly("IT", "'S", " ", "202", "6", "!");
    assertThat(pieces("qwen2", "it's 2026")).containsExactly("it", "'s", " ", "2", "0", "2", "6");
  }

  @Test
  void theLastOfSeveralSpacesGoesWithTheWord() {
    assertThat(pieces("qwen2", "a   b")).containsExactly("a", "  ", " b");
    assertThat(pieces("qwen2", "a\u00a0\u00a0b")).containsExactly("a", "\u00a0", "\u00a0b");
    assertThat(pieces("gpt-2", "a  ")).containsExactly("a", "  ");
  }

  @Test
  void lineEndsGoWithTheMarksBefore() {
    assertThat(pieces("qwen2", "end.\n\nNext \n x"))
        .containsExactly("end", ".\n\n", "Next", " \n", " x");
    assertThat(pieces("llama-bpe", "(word\n")).containsExactly("(word", "\n");
  }
}
