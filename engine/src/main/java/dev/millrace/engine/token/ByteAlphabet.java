package dev.millrace.engine.token;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/// The GPT-2 byte alphabet: a printable character for each of the 256 bytes. Printable Latin-1 bytes stand for
/// themselves; the other 68 are numbered upwards from U+0100 in byte order, so a space is `Ġ` and a newline `Ċ`.
public final class ByteAlphabet {
  private static final char[] LETTERS = letters();
  private static final int[] BYTES = bytes();

  private ByteAlphabet() {}

  private static char[] letters() {
    var letters = new char[256];
    char next = 256;
    for (int value = 0; value < 256; value++) {
      letters[value] = standsForItself(value) ? (char) value : next++;
    }
    return letters;
  }

  private static boolean standsForItself(int value) {
    return (value >= 33 && value <= 126) || (value >= 161 && value <= 172) || value >= 174;
  }

  private static int[] bytes() {
    var bytes = new int[512];
    Arrays.fill(bytes, -1);
    for (int value = 0; value < 256; value++) {
      bytes[LETTERS[value]] = value;
    }
    return bytes;
  }

  /// The letter of a byte.
  public static char letter(byte value) {
    return LETTERS[value & 0xff];
  }

  /// The bytes written one letter each.
  public static String write(byte[] bytes) {
    var text = new StringBuilder(bytes.length);
    for (byte value : bytes) {
      text.append(letter(value));
    }
    return text.toString();
  }

  /// The bytes that a text in this alphabet stands for; empty when a character is not of the alphabet.
  public static Optional<byte[]> read(String text) {
    var bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter >= BYTES.length || BYTES[letter] < 0) {
        return Optional.empty();
      }
      bytes.write(BYTES[letter]);
    }
    return Optional.of(bytes.toByteArray());
  }
}
