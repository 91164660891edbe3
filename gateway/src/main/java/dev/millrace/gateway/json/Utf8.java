package dev.millrace.gateway.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/// What can be wrong with text as bytes and as characters.
final class Utf8 {
  private static final int PIECE = 8192;

  private Utf8() {}

  /// Where the first bytes are that are no UTF-8 (overlong forms and surrogates included).
  static OptionalInt firstBad(byte[] bytes) {
    if (isAscii(bytes)) {
      return OptionalInt.empty();
    }
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(Math.min(PIECE, bytes.length + 1));
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, true);
    } while (result.isOverflow());
    return result.isError() ? OptionalInt.of(in.position()) : OptionalInt.empty();
  }

  private static boolean isAscii(byte[] bytes) {
    int all = 0;
    for (byte unit : bytes) {
      all |= unit;
    }
    return all >= 0;
  }

  /// Whether half of a surrogate pair stands alone, as an escape can make it.
  static boolean hasLoneSurrogate(String text) {
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (!Character.isSurrogate(unit)) {
        continue;
      }
      boolean led = at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
      boolean follows = at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
      if ((Character.isHighSurrogate(unit) && !follows)
          || (Character.isLowSurrogate(unit) && !led)) {
        return true;
      }
    }
    return false;
  }

  /// Where a byte stands in a text.
  static Place place(byte[] bytes, long offset) {
    int line = 1;
    int column = 1;
    int end = (int) Math.clamp(offset, 0L, bytes.length);
    for (int at = 0; at < end; at++) {
      if (bytes[at] == '\n') {
        line++;
        column = 1;
      } else if ((bytes[at] & 0xC0) != 0x80) {
        column++;
      }
    }
    return new Place(line, column);
  }

  /// The same of text, by the offset of a UTF-16 unit.
  static Place place(String text, long offset) {
    int end = (int) Math.clamp(offset, 0L, text.length());
    byte[] before = text.substring(0, end).getBytes(StandardCharsets.UTF_8);
    return place(before, before.length);
  }
}
