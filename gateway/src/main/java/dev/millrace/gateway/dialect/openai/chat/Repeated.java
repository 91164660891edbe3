package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.chat.Quirks.Repeats;

/// Finds what is new in the pieces of a choice, some of which say again what has been said. Not
/// thread-safe.
final class Repeated {
  private final Repeats repeats;
  private final StringBuilder thought = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private String last = "";

  Repeated(Repeats repeats) {
    this.repeats = repeats;
  }

  /// What is new in a piece of a thought.
  String thought(String piece) {
    return switch (repeats) {
      case NOTHING -> piece;
      case THOUGHTS -> other(piece);
      case ALL -> rest(piece, thought);
    };
  }

  /// What is new in a piece of text.
  String text(String piece) {
    return switch (repeats) {
      case NOTHING, THOUGHTS -> piece;
      case ALL -> rest(piece, text);
    };
  }

  /// A piece without a letter or digit, as a newline, may well come twice.
  private String other(String piece) {
    if (piece.isEmpty()) {
      return piece;
    }
    boolean again = piece.equals(last) && piece.chars().anyMatch(Character::isLetterOrDigit);
    last = again ? "" : piece;
    return again ? "" : piece;
  }

  private static String rest(String piece, StringBuilder before) {
    boolean again =
        !before.isEmpty()
            && piece.length() >= before.length()
            && piece.startsWith(before.toString());
    String rest = again ? piece.substring(before.length()) : piece;
    before.append(rest);
    return rest;
  }
}
