package dev.millrace.grammar.automaton;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Plain characters: those that a JSON string may hold as they are, control characters of ASCII
/// left out.
public final class Plain {
  private Plain() {}

  /// Whether a byte of UTF-8 is the first of a character.
  public static boolean beginsCharacter(int value) {
    return (value & 0xc0) != 0x80;
  }

  /// Whether bytes are plain characters, all of them whole.
  public static boolean isPlain(byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return text.chars().allMatch(Plain::isPlain);
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  private static boolean isPlain(int character) {
    return character >= ' ' && character != 0x7f && character != '"' && character != '\\';
  }
}
