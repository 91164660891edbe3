package dev.millrace.grammar.schema;

/// How much work one schema may make, so that none keeps a thread or fills the memory.
final class Budget {
  private static final int MOST = 400_000;

  private int left = MOST;

  /// @param path what the work is for
  void spend(int work, Path path) {
    left -= work;
    if (left < 0) {
      throw path.refused(
          "the schema combines too many alternatives; write fewer of anyOf, oneOf, allOf, if or"
              + " dependencies, or nest them less");
    }
  }
}
