package dev.millrace.gateway.dialect.openai.chat;

/// How far a JSON object or array reaches whose text comes in pieces. Looks at brackets and strings
/// alone.
final class Extent {
  private int depth;
  private boolean text;
  private boolean escaped;
  private boolean closed;

  void take(String piece) {
    for (int at = 0; at < piece.length(); at++) {
      take(piece.charAt(at));
    }
  }

  /// Whether it has begun and ended.
  boolean whole() {
    return closed;
  }

  private void take(char unit) {
    if (text) {
      text = escaped || unit != '"';
      escaped = !escaped && unit == '\\';
      return;
    }
    switch (unit) {
      case '"' -> text = true;
      case '{', '[' -> {
        depth++;
        closed = false;
      }
      case '}', ']' -> {
        depth--;
        closed = depth == 0;
      }
      default -> {}
    }
  }
}
