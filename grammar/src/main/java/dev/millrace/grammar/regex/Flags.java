package dev.millrace.grammar.regex;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.text.Text;

/// What `(?i)` and `(?s)` change.
///
/// @param anyCase letters stand for their capital and small forms alike
/// @param dotAll `.` stands for line ends too
record Flags(boolean anyCase, boolean dotAll) {
  static boolean isFlag(int character) {
    return character == '-' || (Text.isLetter(character) && character != 'P');
  }

  /// Reads `i:` of `(?i:...)`, or `i)` of `(?i)`.
  static Flags read(Text text, Flags outer, String end) {
    Flags flags = outer;
    boolean on = true;
    while (!text.take(end)) {
      int flag = text.next("flags need a %s behind them".formatted(end));
      switch (flag) {
        case 'i' -> flags = new Flags(on, flags.dotAll);
        case 's' -> flags = new Flags(flags.anyCase, on);
        case 'u' -> {} // always on
        case '-' -> on = false;
        case ')' ->
            throw text.wrong("flags for the whole pattern are possible at its beginning only");
        default ->
            throw text.wrong(
                text.position() - 1,
                "the flag %s is not supported; i, s and u are".formatted(Character.toString(flag)));
      }
    }
    return flags;
  }

  /// This character as a term.
  Node one(int character) {
    return cased(new Node.One(character));
  }

  /// A character in all its cases; what an escape such as `\w` means is the same with this flag.
  Node cased(Node term) {
    return anyCase && term instanceof Node.One(int character)
        ? new Node.OneOf(cased(CharacterSet.range(character, character)))
        : term;
  }

  /// The characters with their other cases.
  CharacterSet cased(CharacterSet set) {
    return anyCase ? Cases.all(set) : set;
  }
}
