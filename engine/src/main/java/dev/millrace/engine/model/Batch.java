package dev.millrace.engine.model;

import java.util.Arrays;
import java.util.List;

/// The tokens of all slices in one row, each with its cache and its position there. Used again for every run.
final class Batch {
  private final Forward model;
  private PagedCache[] caches = {};
  private int[] tokens = {};
  private int[] positions = {};
  private int[] asking = {};
  private int size;
  private int asked;
  private long number;

  Batch(Forward model) {
    this.model = model;
  }

  /// Takes the place of what was there.
  ///
  /// @throws IllegalArgumentException when a slice cannot be run
  void set(List<Slice> slices) {
    number++;
    size = 0;
    asked = 0;
    for (int at = 0; at < slices.size(); at++) {
      add(slices.get(at));
    }
  }

  private void add(Slice slice) {
    if (!(slice.cache() instanceof PagedCache cache) || !cache.isOf(model)) {
      throw new IllegalArgumentException("a cache of another model");
    }
    if (!cache.joins(number)) {
      throw new IllegalArgumentException("a cache that is twice in the batch");
    }
    int start = cache.length();
    if (slice.count() > cache.capacity() - start) {
      throw new IllegalArgumentException(
          slice.count()
              + " tokens do not fit a cache of "
              + cache.capacity()
              + " that holds "
              + start);
    }
    room(size + slice.count());
    for (int i = 0; i < slice.count(); i++) {
      tokens[size] = known(slice.token(i));
      positions[size] = start + i;
      caches[size] = cache;
      if (i >= slice.count() - slice.asked()) {
        asking[asked++] = size;
      }
      size++;
    }
  }

  private int known(int token) {
    if (token < 0 || token >= model.vocabulary()) {
      throw new IllegalArgumentException(
          "token " + token + " is not in a vocabulary of " + model.vocabulary());
    }
    return token;
  }

  private void room(int wanted) {
    if (wanted > tokens.length) {
      int length = Math.max(wanted, 2 * tokens.length);
      caches = Arrays.copyOf(caches, length);
      tokens = Arrays.copyOf(tokens, length);
      positions = Arrays.copyOf(positions, length);
      asking = Arrays.copyOf(asking, length);
    }
  }

  int size() {
    return size;
  }

  int token(int index) {
    return tokens[index];
  }

  int position(int index) {
    return positions[index];
  }

  PagedCache cache(int index) {
    return caches[index];
  }

  /// Makes room in every cache.
  void reserve() {
    for (int i = 0; i < size; i++) {
      caches[i].reserve(positions[i] + 1);
    }
  }

  /// Takes what was written to the caches for good.
  ///
  /// @param slices those of [#set]
  static void advance(List<Slice> slices) {
    for (int at = 0; at < slices.size(); at++) {
      Slice slice = slices.get(at);
      ((PagedCache) slice.cache()).advance(slice.count());
    }
  }

  /// How many tokens ask for logits.
  int asked() {
    return asked;
  }

  /// The place of one that does, ascending.
  int asking(int index) {
    return asking[index];
  }

  /// Goes on with only those that ask for logits.
  void keepAsking() {
    for (int i = 0; i < asked; i++) {
      tokens[i] = tokens[asking[i]];
      positions[i] = positions[asking[i]];
      caches[i] = caches[asking[i]];
    }
    size = asked;
  }

  /// Forgets the caches, which would be kept from being collected.
  void clear() {
    Arrays.fill(caches, null);
    size = 0;
  }
}
