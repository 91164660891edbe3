package dev.millrace.engine.model;

/// The keys and values of one sequence, which is what lets it go on without computing its past again.
///
/// Belongs to the [Forward] that made it and is grown by it alone. Memory comes in pages of [#PAGE] positions.
public interface Cache {
  /// Positions in a page.
  int PAGE = 64;

  /// How many tokens it holds.
  int length();

  /// How many tokens it may hold.
  int capacity();

  /// Forgets everything behind the first `length` tokens and gives back the pages that held only that.
  ///
  /// @throws IllegalArgumentException when `length` is negative or more than it holds
  void truncate(int length);

  /// The memory it holds now, in bytes.
  long bytes();
}
