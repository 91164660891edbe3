package dev.millrace.engine.sample;

/// Token ids, likeliest first, found one at a time: a heap, so that asking for a few of a large
/// vocabulary does not sort the rest. Of equals the lower id comes first. For one thread; keeps its
/// memory from use to use.
public final class Ranking {
  private float[] scores = {};
  private int[] heap = {};
  private int size;

  /// Begins with all tokens that have a score; one that is not a number has none.
  void start(float[] newScores) {
    scores = newScores;
    if (heap.length < newScores.length) {
      heap = new int[newScores.length];
    }
    size = 0;
    for (int token = 0; token < newScores.length; token++) {
      if (newScores[token] > Float.NEGATIVE_INFINITY) {
        heap[size++] = token;
      }
    }
    for (int at = size / 2 - 1; at >= 0; at--) {
      sink(at);
    }
  }

  int size() {
    return size;
  }

  /// The likeliest of those left, which is taken out.
  int next() {
    int first = heap[0];
    heap[0] = heap[--size];
    sink(0);
    return first;
  }

  private void sink(int from) {
    int at = from;
    int token = heap[at];
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], token)) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = token;
  }

  private boolean before(int one, int two) {
    float difference = scores[one] - scores[two];
    return difference > 0 || (difference == 0 && one < two);
  }
}
