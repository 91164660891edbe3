package dev.millrace.grammar.text;

import dev.millrace.grammar.InvalidConstraint;
import java.util.function.IntPredicate;

/// A text that is read from its beginning to its end, a character (a code point) at a time.
public final class Text {
  /// What [#peek()] sees behind the last character.
  public static final int END = -1;

  private final int[] characters;
  private int position;

  /// A text of which nothing has been read.
  ///
  /// @throws InvalidConstraint if it has a lone surrogate or more than `limit` characters
  public Text(String text, int limit) {
    characters = text.codePoints().toArray();
    if (characters.length > limit) {
      throw new InvalidConstraint(
          "", "has %,d characters, more than %,d".formatted(characters.length, limit));
    }
    for (int at = 0; at < characters.length; at++) {
      if (isSurrogate(characters[at])) {
        throw wrong(at, "a lone surrogate is no character; write the whole pair");
      }
    }
  }

  /// Half of a pair that stands for a character in UTF-16, and no character itself.
  public static boolean isSurrogate(int character) {
    return Character.MIN_SURROGATE <= character && character <= Character.MAX_SURROGATE;
  }

  /// How many characters have been read.
  public int position() {
    return position;
  }

  /// Goes back to where the reading was before.
  public void back(int earlier) {
    position = earlier;
  }

  /// Whether all has been read.
  public boolean ended() {
    return position == characters.length;
  }

  /// The next character, which stays unread, or [#END].
  public int peek() {
    return peek(0);
  }

  /// The character behind `skipped` others, which all stay unread, or [#END].
  public int peek(int skipped) {
    int at = position + skipped;
    return at < characters.length ? characters[at] : END;
  }

  /// Whether the next characters are these; they stay unread.
  public boolean at(String expected) {
    for (int i = 0; i < expected.length(); i++) {
      if (peek(i) != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Reads these characters if they are the next ones, else nothing.
  public boolean take(String expected) {
    boolean found = at(expected);
    if (found) {
      position += expected.length();
    }
    return found;
  }

  /// Reads characters as long as they are such.
  public void skip(IntPredicate such) {
    while (!ended() && such.test(peek())) {
      position++;
    }
  }

  /// Reads one character.
  ///
  /// @param missing what to say if there is none
  public int next(String missing) {
    if (ended()) {
      throw wrong(missing);
    }
    return characters[position++];
  }

  /// Reads exactly so many hexadecimal digits and tells their number.
  ///
  /// @param digits at most 8
  public int hexadecimal(int digits) {
    int start = position;
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || peek() > 'f') {
        throw wrong(start, "needs %d hexadecimal digits here".formatted(digits));
      }
      value = value * 16 + digit;
      position++;
    }
    return character(start, value);
  }

  /// Reads hexadecimal digits and the closing brace behind them, and tells their number.
  public int hexadecimalToBrace() {
    int start = position;
    long value = 0;
    while (!take("}")) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || peek() > 'f' || position - start == 8) {
        throw wrong(start, "needs hexadecimal digits and } here");
      }
      value = value * 16 + digit;
      position++;
    }
    if (position - start == 1) {
      throw wrong(start, "needs hexadecimal digits before the }");
    }
    return character(start, value);
  }

  /// Reads decimal digits, of which there may be none.
  ///
  /// @param most the largest number that is accepted
  public int number(int most) {
    int start = position;
    long value = 0;
    while (isDigit(peek())) {
      value = Math.min(value * 10 + (peek() - '0'), most + 1L);
      position++;
    }
    if (value > most) {
      throw wrong(start, "the number is too large; at most %,d is possible here".formatted(most));
    }
    return (int) value;
  }

  /// Whether it is one of 0 to 9.
  public static boolean isDigit(int character) {
    return '0' <= character && character <= '9';
  }

  /// Whether it is one of a to z and A to Z.
  public static boolean isLetter(int character) {
    int small = character | 0x20;
    return 'a' <= small && small <= 'z';
  }

  /// The mistake that is at the next character.
  public InvalidConstraint wrong(String why) {
    return wrong(position, why);
  }

  /// The mistake that is at that position.
  public InvalidConstraint wrong(int at, String why) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < at; i++) {
      boolean breaks = characters[i] == '\n';
      line += breaks ? 1 : 0;
      column = breaks ? 1 : column + 1;
    }
    return new InvalidConstraint(":%d:%d".formatted(line, column), why);
  }

  private int character(int start, long value) {
    if (value > Character.MAX_CODE_POINT) {
      throw wrong(start, "there is no character of this number; the last is 10FFFF");
    }
    return (int) value;
  }
}
