package dev.millrace.gateway.dialect.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base64TextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'aGk gPz8='|character 4 is white space",
        "'aGkg\nPz8='|character 5 is white space",
        "'aGkgPz8=\n'|character 8 is padding before the end",
        "'aGk-'|character 4 is \"-\" (of the alphabet for URLs)",
        "'a_k='|character 2 is \"_\" (of the alphabet for URLs)",
        "'aGk!'|character 4 is \"!\"",
        "'aGkä'|character 4 is the character U+00E4",
        "'aG😀='|character 3 is the character U+1F600",
        "'a=Gk'|character 2 is padding before the end",
        "'aGk'|its length must be a multiple of 4, but is 3; is it cut off?",
        "'aGkgPz8'|its length must be a multiple of 4, but is 7; is it cut off?",
        "'aGkg='|its length must be a multiple of 4, but is 5; is it cut off?",
        "'aG=='|its last character \"G\" has bits left over",
        "'aGl='|its last character \"l\" has bits left over",
        "'===='|character 1 is padding before the end",
        "'a==='|character 2 is padding before the end",
        "'=='|its length must be a multiple of 4, but is 2; is it cut off?",
      })
  void whatBreaksTheRulesIsNamed(String text, String why) {
    assertThatThrownBy(() -> Base64Text.of(text))
        .isInstanceOf(Base64Text.Fault.class)
        .hasMessage(why);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whatIsWrittenWellIsMeasuredAndReadFromItsBeginning(long seed) throws Base64Text.Fault {
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      var bytes = new byte[random.nextInt(70)];
      random.nextBytes(bytes);
      var text = Base64Text.of(Base64.getEncoder().encodeToString(bytes));
      int most = random.nextInt(80);
      assertThat(text.size()).isEqualTo(bytes.length);
      assertThat(text.head(most)).isEqualTo(Arrays.copyOf(bytes, Math.min(most, bytes.length)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void itAgreesWithTheJdkOnWhatIsNoBase64(long seed) {
    var random = new Random(seed);
    var signs = "AQgw/+=- \n";
    for (int round = 0; round < 20_000; round++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(9); length > 0; length--) {
        text.append(signs.charAt(random.nextInt(signs.length())));
      }
      assertThat(ours(text.toString())).as(text.toString()).isEqualTo(theirs(text.toString()));
    }
  }

  private static boolean ours(String text) {
    try {
      var _ = Base64Text.of(text);
      return true;
    } catch (Base64Text.Fault _) {
      return false;
    }
  }

  /// What decodes, and encodes to the same again.
  private static boolean theirs(String text) {
    try {
      var bytes = Base64.getDecoder().decode(text);
      return Base64.getEncoder().encodeToString(bytes).equals(text);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  @Test
  void anEmptyTextIsNoBytes() throws Base64Text.Fault {
    assertThat(Base64Text.of("").size()).isZero();
    assertThat(Base64Text.of("").head(10)).isEmpty();
  }

  @Test
  void writingIsReadingBackwards() throws Base64Text.Fault {
    byte[] bytes = "any bytes".getBytes(UTF_8);
    assertThat(Base64Text.of(Base64Text.write(bytes)).head(100)).isEqualTo(bytes);
  }
}
