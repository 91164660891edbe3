package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.llm.TokenLogprob.Candidate;

/// A place in the text of one choice, in characters (code points). Tokens that share a character
/// stand all at its place. Moves on with every token.
final class Place {
  private int characters;

  /// Where the token stands; moves behind it.
  int pass(Candidate token) {
    byte[] bytes = Spelling.bytes(token);
    boolean inside = bytes.length > 0 && continues(bytes[0]) && characters > 0;
    int at = inside ? characters - 1 : characters;
    for (byte unit : bytes) {
      characters += continues(unit) ? 0 : 1;
    }
    return at;
  }

  private static boolean continues(byte unit) {
    return (unit & 0xc0) == 0x80; // UTF-8: not the first byte of its character
  }
}
