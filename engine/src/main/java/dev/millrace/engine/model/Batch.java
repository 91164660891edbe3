package dev.millrace.engine.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// The tokens of all slices in one row, each with its cache and its position there.
final class Batch {
  private final List<Slice> slices;
  private final List<PagedCache> caches = new ArrayList<>();
  private final int[] tokens;
  private final int[] positions;

  private Batch(List<Slice> slices, int size) {
    this.slices = slices;
    this.tokens = new int[size];
    this.positions = new int[size];
  }

  /// @throws IllegalArgumentException when a slice cannot be run on `model`
  static Batch of(List<Slice> slices, Forward model) {
    int size = Math.toIntExact(slices.stream().mapToLong(slice -> slice.tokens().length).sum());
    var batch = new Batch(List.copyOf(slices), size);
    var seen = new HashSet<Cache>();
    int at = 0;
    for (var slice : slices) {
      if (!(slice.cache() instanceof PagedCache cache) || !cache.isOf(model)) {
        throw new IllegalArgumentException("a cache of another model");
      }
      if (!seen.add(cache)) {
        throw new IllegalArgumentException("a cache that is twice in the batch");
      }
      at = batch.append(slice, cache, at, model.vocabulary());
    }
    return batch;
  }

  private int append(Slice slice, PagedCache cache, int from, int vocabulary) {
    int start = cache.length();
    int count = slice.tokens().length;
    if (count > cache.capacity() - start) {
      throw new IllegalArgumentException(
          count + " tokens do not fit a cache of " + cache.capacity() + " that holds " + start);
    }
    for (int i = 0; i < count; i++) {
      int token = slice.tokens()[i];
      if (token < 0 || token >= vocabulary) {
        throw new IllegalArgumentException(
            "token " + token + " is not in a vocabulary of " + vocabulary);
      }
      tokens[from + i] = token;
      positions[from + i] = start + i;
      caches.add(cache);
    }
    return from + count;
  }

  int size() {
    return tokens.length;
  }

  int token(int index) {
    return tokens[index];
  }

  int position(int index) {
    return positions[index];
  }

  PagedCache cache(int index) {
    return caches.get(index);
  }

  /// Makes room in every cache.
  void reserve() {
    for (int i = 0; i < tokens.length; i++) {
      caches.get(i).reserve(positions[i] + 1);
    }
  }

  /// Takes what was written to the caches for good.
  void advance() {
    caches.forEach(cache -> cache.advance(1));
  }

  /// For each slice that asks for logits, the index of its last token.
  int[] asking() {
    var asking = new ArrayList<Integer>();
    int end = 0;
    for (var slice : slices) {
      end += slice.tokens().length;
      if (slice.logits()) {
        asking.add(end - 1);
      }
    }
    return asking.stream().mapToInt(Integer::intValue).toArray();
  }

  /// The tokens at `indices`, which no longer know their slices.
  Batch only(int[] indices) {
    var few = new Batch(List.of(), indices.length);
    for (int i = 0; i < indices.length; i++) {
      few.tokens[i] = tokens[indices[i]];
      few.positions[i] = positions[indices[i]];
      few.caches.add(caches.get(indices[i]));
    }
    return few;
  }
}
