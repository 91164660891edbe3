package dev.millrace.grammar.regex;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.text.Text;

/// Reads what stands behind a backslash, inside of brackets and outside.
final class Escapes {
  private static final CharacterSet DIGITS = CharacterSet.range('0', '9');
  private static final CharacterSet WORD =
      DIGITS
          .or(CharacterSet.range('a', 'z'))
          .or(CharacterSet.range('A', 'Z'))
          .or(CharacterSet.of("_"));
  private static final CharacterSet SPACE =
      CharacterSet.of("\t\n\u000b\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff")
          .or(CharacterSet.range(0x2000, 0x200a));

  private final Text text;
  private final Properties properties;

  Escapes(Text text) {
    this.text = text;
    this.properties = new Properties(text);
  }

  /// Reads an escape outside of brackets, behind its backslash.
  Node read() {
    int start = text.position();
    Node node = readInClass();
    if (node instanceof Node.One(int character) && Text.isSurrogate(character)) {
      throw text.wrong(start - 1, "a lone surrogate is no character; write the whole pair");
    }
    return node;
  }

  /// Reads an escape inside of brackets, behind its backslash. May yield half of a surrogate pair,
  /// which no text has.
  Node readInClass() {
    int start = text.position();
    int kind = text.next("a backslash at the end; write \\\\ for the character");
    return switch (kind) {
      case 'd' -> new Node.OneOf(DIGITS);
      case 'D' -> new Node.OneOf(DIGITS.not());
      case 'w' -> new Node.OneOf(WORD);
      case 'W' -> new Node.OneOf(WORD.not());
      case 's' -> new Node.OneOf(SPACE);
      case 'S' -> new Node.OneOf(SPACE.not());
      case 'p' -> new Node.OneOf(properties.read());
      case 'P' -> new Node.OneOf(properties.read().not());
      case 't' -> new Node.One('\t');
      case 'n' -> new Node.One('\n');
      case 'v' -> new Node.One(0x0b);
      case 'f' -> new Node.One('\f');
      case 'r' -> new Node.One('\r');
      case 'x' -> new Node.One(text.hexadecimal(2));
      case 'u' -> new Node.One(unicode());
      case 'c' -> new Node.One(control());
      case '0' -> new Node.One(zero(start));
      default -> itself(kind, start);
    };
  }

  private int unicode() {
    if (text.take("{")) {
      return text.hexadecimalToBrace();
    }
    int first = text.hexadecimal(4);
    int behind = text.position();
    if (Character.isHighSurrogate((char) first) && text.take("\\u") && !text.at("{")) {
      int second = text.hexadecimal(4);
      if (Character.isLowSurrogate((char) second)) {
        return Character.toCodePoint((char) first, (char) second);
      }
    }
    text.back(behind);
    return first;
  }

  private int control() {
    int letter = text.next("needs a letter behind \\c");
    if (!Text.isLetter(letter)) {
      throw text.wrong(text.position() - 1, "needs a letter behind \\c");
    }
    return letter % 32;
  }

  private int zero(int start) {
    if (Text.isDigit(text.peek())) {
      throw text.wrong(start - 1, "octal escapes are not supported; write \\xHH");
    }
    return 0;
  }

  private Node itself(int character, int start) {
    String spelled = "\\" + Character.toString(character);
    if (Text.isDigit(character) || character == 'k') {
      throw text.wrong(start - 1, "back-references (%s) cannot be enforced".formatted(spelled));
    }
    if (character == 'b' || character == 'B') {
      throw text.wrong(
          start - 1,
          "word boundaries (%s) cannot be enforced; write what stands there".formatted(spelled));
    }
    if (Text.isLetter(character)) {
      throw text.wrong(start - 1, "the escape %s is not supported".formatted(spelled));
    }
    return new Node.One(character);
  }
}
