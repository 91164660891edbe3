package dev.millrace.gateway.dialect.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.openai.request.CustomTools;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class InputTextTest {
  private static final String WORDS = "a \"b\" \\ \n\t\u0001 é 😀 {\"input\":\"x\"}";

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anInputGrowsAsItsArgumentsDo(int seed) {
    var random = new Random(seed);
    String input = WORDS.repeat(2).substring(random.nextInt(WORDS.length()));
    input = Character.isLowSurrogate(input.charAt(0)) ? input.substring(1) : input;
    String arguments = CustomTools.wrapped(input);
    if (random.nextBoolean()) {
      arguments = arguments.replace("é", "\\u00e9").replace("😀", "\\ud83d\\uDE00");
      arguments = arguments.replace("{\"input\":\"a", "{ \"input\"\n: \"a");
    }
    var growing = new InputText();
    var grown = new StringBuilder();
    for (int at = 0; at < arguments.length(); ) {
      int end = Math.min(arguments.length(), at + 1 + random.nextInt(4));
      String piece = growing.grow(arguments.substring(at, end));
      assertThat(piece.chars().filter(sign -> Character.isSurrogate((char) sign)).count()).isEven();
      grown.append(piece);
      at = end;
    }
    assertThat(grown.append(growing.rest()).toString()).isEqualTo(input);
    assertThat(InputText.of(arguments)).isEqualTo(input);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"input\":\"ab|ab",
        "{\"input\":\"a\\|a",
        "{\"input\":\"a\\u00|a",
        "{\"input\":\"a\\x\"}|ax",
        "{\"input\":\"a\\uzzzzb\"}|a\uFFFDb",
        "{\"input\":\"\\ud83d\"}|\uFFFD",
        "{\"input\":\"\\ud83da\\ude00\"}|\uFFFDa\uFFFD",
        "{\"input\":\"a\",\"more\":1}|a",
        "{\"input\":\"a\" and so on|a",
        "{\"more\":1,\"input\":\"a\"}|a",
        "{\"in put\":\"a\"}|{\"in put\":\"a\"}",
        "{\"input\":7}|{\"input\":7}",
        "*** Begin|*** Begin",
        "{|{"
      })
  void ofOddArgumentsThereIsWhatCanBeRead(String arguments, String input) {
    assertThat(InputText.of(arguments)).isEqualTo(input);
  }

  @Test
  void noArgumentsAreNoInput() {
    assertThat(InputText.of("")).isEmpty();
  }
}
