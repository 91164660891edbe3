package dev.millrace.engine.model;

import java.util.List;

/// The keys and values of one sequence, which is what lets it go on without computing its past again.
///
/// Belongs to the [Forward] that made it and is grown by it alone. Memory comes in pages of [#PAGE] positions. Several
/// caches may share pages: one that would write to a shared page takes a copy of it first.
public interface Cache {
  /// Positions in a page.
  int PAGE = 64;

  /// The keys and values of [#PAGE] neighbouring positions, held by whoever was given it. Not thread-safe.
  interface Page {
    /// Whether more than one holds it.
    boolean shared();

    /// Counts it.
    ///
    /// @param count a number that every count has for itself
    /// @return whether this is its first time in this count
    boolean counted(long count);

    /// One holder less; with the last its memory is free.
    void letGo();
  }

  /// How many tokens it holds.
  int length();

  /// How many tokens it may hold.
  int capacity();

  /// Forgets everything behind the first `length` tokens and lets go of the pages that held only that.
  ///
  /// @throws IllegalArgumentException when `length` is negative or more than it holds
  void truncate(int length);

  /// Another cache that holds the same, in the same pages.
  Cache fork();

  /// Makes an empty cache begin with whole pages that another computed for the same tokens.
  ///
  /// @throws IllegalArgumentException when it is not empty, or they are more than it may hold
  void adopt(List<Page> pages);

  /// One of its pages that is full, held once more from now on.
  Page page(int index);

  /// How many pages must be taken to go on by so many tokens.
  int missing(int tokens);

  /// How many of its pages are counted for the first time; see [Page#counted].
  int count(long count);

  /// The memory of its pages, shared ones included, in bytes.
  long bytes();
}
