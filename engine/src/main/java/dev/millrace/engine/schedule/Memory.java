package dev.millrace.engine.schedule;

import dev.millrace.engine.model.Cache;
import dev.millrace.engine.model.Forward;
import java.util.List;

/// The pages that all sequences of a model may hold together, and what is left of finished ones in them. For one
/// thread.
final class Memory {
  private final Forward forward;
  private final Limits limits;
  private final long pages;
  private final Prefixes prefixes = new Prefixes();
  private long counts;

  /// @param limits whose memory is enough for one sequence of the longest kind
  Memory(Forward forward, Limits limits) {
    this.forward = forward;
    this.limits = limits;
    this.pages = limits.cacheBytes() / forward.pageBytes();
  }

  Cache cache() {
    return forward.cache(limits.window());
  }

  /// Makes an empty cache begin with what is known of its sequence.
  void begin(Cache cache, int[] tokens, int most) {
    cache.adopt(prefixes.find(tokens, most));
  }

  /// Keeps what a sequence has computed for others that begin like it, as long as there is room.
  void remember(Cache cache, int[] tokens) {
    prefixes.add(tokens, cache);
  }

  /// Whether there is room beside what these sequences have and are about to have back.
  ///
  /// @param promised pages that somebody gets in this step
  /// @param wanted pages
  boolean holds(List<Strand> others, long promised, long wanted) {
    return pages - promised - held(others) >= wanted;
  }

  /// Pages that these sequences hold together.
  private long held(List<Strand> strands) {
    counts++;
    long held = 0;
    for (int at = 0; at < strands.size(); at++) {
      held += strands.get(at).cache().count(counts);
    }
    return held;
  }

  /// Pages that a new sequence would need beside those it could share with these others.
  long needed(List<Strand> others, int[] tokens) {
    held(others);
    long shared =
        prefixes.find(tokens, tokens.length - 1).stream()
            .filter(page -> !page.counted(counts))
            .count();
    return Math.ceilDiv(tokens.length, Cache.PAGE) - shared;
  }

  /// Whether so many pages can be had, if need be for what is kept of finished sequences.
  boolean has(long wanted) {
    while (pages - forward.heldPages() < wanted) {
      if (!prefixes.evict()) {
        return false;
      }
    }
    return true;
  }

  /// Forgets something that is in use, so that it is free when it is not any more.
  ///
  /// @return whether there was anything
  boolean forget() {
    return prefixes.drop();
  }
}
