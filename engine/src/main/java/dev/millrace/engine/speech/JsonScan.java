package dev.millrace.engine.speech;

/// Finds where a JSON value ends, one character at a time. Looks at brackets and strings alone, so
/// it finds the end of many a value that is not quite JSON.
final class JsonScan {
  private int depth;
  private boolean inString;
  private boolean escaped;
  private boolean begun;

  /// Where a character stands.
  enum Step {
    INSIDE,
    /// The value is whole with it.
    LAST,
    /// The value was whole before it.
    BEYOND
  }

  boolean inString() {
    return inString;
  }

  Step read(char next) {
    if (inString) {
      return string(next);
    }
    return switch (next) {
      case '"' -> {
        inString = true;
        begun = true;
        yield Step.INSIDE;
      }
      case '{', '[' -> {
        depth++;
        begun = true;
        yield Step.INSIDE;
      }
      case '}', ']' -> close();
      default -> other(next);
    };
  }

  private Step string(char next) {
    boolean ends = next == '"' && !escaped;
    escaped = next == '\\' && !escaped;
    inString = !ends;
    return ends && depth == 0 ? Step.LAST : Step.INSIDE;
  }

  private Step close() {
    if (depth == 0) {
      return Step.BEYOND;
    }
    depth--;
    return depth == 0 ? Step.LAST : Step.INSIDE;
  }

  private Step other(char next) {
    boolean ends = next == ',' || Character.isWhitespace(next);
    if (depth == 0 && begun && ends) {
      return Step.BEYOND;
    }
    begun |= !Character.isWhitespace(next);
    return Step.INSIDE;
  }
}
