package dev.millrace.gateway.dialect.media;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Base64 (RFC 4648, section 4), held strictly to its rules: the standard alphabet, whole groups of
/// four, padding only at the end, no white space, nothing in the bits that are left over. It is
/// looked through once and never decoded as a whole.
public final class Base64Text {
  private static final byte NONE = -1;
  private static final byte[] VALUES = values();

  private final String text;

  private Base64Text(String text) {
    this.text = text;
  }

  /// A text that keeps to the rules.
  ///
  /// @throws Fault if it does not
  public static Base64Text of(String text) throws Fault {
    var fault = fault(text);
    if (fault.isPresent()) {
      throw new Fault(fault.get());
    }
    return new Base64Text(text);
  }

  /// Bytes written as base64.
  public static String write(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// How many bytes it stands for.
  public long size() {
    return text.length() / 4 * 3L - padding(text);
  }

  /// The first bytes.
  ///
  /// @param most how many; fewer if there are not so many
  public byte[] head(int most) {
    int signs = (int) Math.min(text.length(), (most + 2L) / 3 * 4);
    byte[] some = Base64.getDecoder().decode(text.substring(0, signs));
    return some.length <= most ? some : Arrays.copyOf(some, most);
  }

  /// The text itself.
  public String text() {
    return text;
  }

  private static Optional<String> fault(String text) {
    int body = text.length() - padding(text);
    for (int i = 0; i < body; i++) {
      char sign = text.charAt(i);
      if (sign >= VALUES.length || VALUES[sign] == NONE) {
        return Optional.of(stranger(text, i));
      }
    }
    if (text.length() % 4 != 0) {
      return Optional.of(
          "its length must be a multiple of 4, but is " + text.length() + "; is it cut off?");
    }
    return leftOver(text, body) == 0
        ? Optional.empty()
        : Optional.of("its last character \"" + text.charAt(body - 1) + "\" has bits left over");
  }

  private static String stranger(String text, int place) {
    int sign = text.codePointAt(place);
    String what =
        switch (sign) {
          case ' ', '\t', '\r', '\n' -> "white space";
          case '-', '_' -> "\"" + (char) sign + "\" (of the alphabet for URLs)";
          case '=' -> "padding before the end";
          default ->
              sign > ' ' && sign < 0x7f
                  ? "\"" + (char) sign + "\""
                  : "the character U+" + String.format("%04X", sign);
        };
    return "character " + (place + 1) + " is " + what;
  }

  private static int leftOver(String text, int body) {
    int padding = text.length() - body;
    if (padding == 0 || body == 0) {
      return 0;
    }
    return VALUES[text.charAt(body - 1)] & (padding == 1 ? 0x03 : 0x0f);
  }

  /// At most two.
  private static int padding(String text) {
    int length = text.length();
    if (!text.endsWith("=")) {
      return 0;
    }
    return length > 1 && text.charAt(length - 2) == '=' ? 2 : 1;
  }

  private static byte[] values() {
    var values = new byte[128];
    Arrays.fill(values, NONE);
    var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }

  /// What is wrong with a text; the message goes on after `is no valid base64: `.
  public static final class Fault extends Exception {
    private static final long serialVersionUID = 1;

    Fault(String why) {
      super(why, null, false, false); // expected, so nobody wants its stack
    }
  }
}
