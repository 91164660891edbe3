package dev.millrace.grammar.schema;

import dev.millrace.grammar.Language;
import dev.millrace.grammar.Matcher;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;

/// A text of a language by chance, byte by byte, that hurries to its end when it has become long.
final class Walk {
  private static final int LONG = 60;
  private static final int LONGEST = 600;
  private static final byte[] ENDING = bytes("\"}]0a:,1n");
  private static final byte[] LIKELY = bytes("ab\",");
  private static final byte[] COMMON =
      bytes("abcdexy \"\"\"{}[],,::0123456789.-+eE\\ntruefalsnull\n%@/|~_$^()*#AZ\u00e9\u20ac");

  private Walk() {}

  /// Absent if it did not come to an end.
  static Optional<String> of(Language language, Random random) {
    var matcher = language.matcher();
    var text = new ByteArrayOutputStream();
    while (text.size() < LONGEST) {
      boolean enough = text.size() > LONG || random.nextInt(5) == 0;
      if (matcher.complete() && (enough || !matcher.open())) {
        return Optional.of(text.toString(StandardCharsets.UTF_8));
      }
      text.write(step(matcher, text.size() > LONG ? ENDING : preferred(random)));
    }
    return Optional.empty();
  }

  /// The first byte that may come next: of those preferred, else of all.
  private static int step(Matcher matcher, byte[] preferred) {
    for (int at = 0; at < preferred.length + 256; at++) {
      int next = at < preferred.length ? preferred[at] : at - preferred.length;
      if (matcher.accept(new byte[] {(byte) next})) {
        return next;
      }
    }
    throw new AssertionError("led into a dead end");
  }

  /// Often a quote, a comma or a letter of the names in schemas.
  private static byte[] preferred(Random random) {
    var rotated = rotated(random);
    if (random.nextInt(3) > 0) {
      rotated[0] = LIKELY[random.nextInt(LIKELY.length)];
    }
    return rotated;
  }

  private static byte[] rotated(Random random) {
    int from = random.nextInt(COMMON.length);
    var rotated = new byte[COMMON.length];
    for (int at = 0; at < rotated.length; at++) {
      rotated[at] = COMMON[(from + at) % COMMON.length];
    }
    return rotated;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
