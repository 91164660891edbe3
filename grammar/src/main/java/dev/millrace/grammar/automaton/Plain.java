package dev.millrace.grammar.automaton;

/// Plain characters: those that a JSON string may hold as they are, control characters left out.
public final class Plain {
  private Plain() {}

  /// Whether a byte is a plain character by itself.
  static boolean isPlain(int value) {
    return value >= ' ' && value < 0x7f && value != '"' && value != '\\';
  }

  /// Whether a byte of UTF-8 is the first of a character.
  public static boolean beginsCharacter(int value) {
    return (value & 0xc0) != 0x80;
  }

  /// Whether bytes are plain characters, all of them whole.
  public static boolean isPlain(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      int length = length(bytes, at);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /// The length of the plain character that begins here, or 0.
  private static int length(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    if (first < 0x80) {
      return isPlain(first) ? 1 : 0;
    }
    int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      int value = bytes[at + i] & 0xff;
      int least = i == 1 ? least(first) : 0x80;
      int most = i == 1 ? most(first) : 0xbf;
      if (value < least || value > most) {
        return 0;
      }
    }
    return length;
  }

  /// The lowest second byte; a lower one would be too long a spelling.
  static int least(int first) {
    return first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  }

  /// The highest second byte; a higher one would be a surrogate, or beyond Unicode.
  static int most(int first) {
    return first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  }
}
