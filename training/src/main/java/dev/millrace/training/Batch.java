package dev.millrace.training;

/// Conversations laid end to end. Each sees only itself, and its positions count from 0.
///
/// @param tokens the tokens of all of them
/// @param starts where each begins, then the end
/// @param scored positions after which the model is asked for the next token, ascending
/// @param expected the right token after each scored position
record Batch(int[] tokens, int[] starts, int[] scored, int[] expected) {
  int size() {
    return tokens.length;
  }

  int conversations() {
    return starts.length - 1;
  }
}
