package dev.millrace.engine.model;

import java.util.ArrayDeque;
import java.util.Deque;

/// The pages of all caches of one model. What is let go of is kept for the next that needs a page, so that memory is
/// taken from the heap only as far as it was needed at once. For one thread.
final class Pages {
  private final Shape shape;
  private final Deque<FloatPage> free = new ArrayDeque<>();
  private int held;

  Pages(Shape shape) {
    this.shape = shape;
  }

  long bytes() {
    return (long) shape.layers()
        * (shape.keysWidth() + shape.valuesWidth())
        * Cache.PAGE
        * Float.BYTES;
  }

  /// How many somebody holds.
  int held() {
    return held;
  }

  /// A page for one holder; what was in it may still be there.
  FloatPage take() {
    var page = free.isEmpty() ? new FloatPage(this, shape) : free.removeLast();
    held++;
    return page.hold();
  }

  void free(FloatPage page) {
    held--;
    free.addLast(page);
  }
}
