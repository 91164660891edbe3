package dev.millrace.engine.model;

import dev.millrace.engine.tensor.Span;
import java.util.ArrayList;
import java.util.List;

/// Keys and values in pages, one per layer and [Cache#PAGE] positions.
///
/// In a page every shared head has its own stretch: of keys number by number, so that the scores of a whole page are
/// computed side by side; of values position by position.
final class PagedCache implements Cache {
  private final Shape shape;
  private final Object owner;
  private final int capacity;
  private final List<Page[]> pages = new ArrayList<>();
  private int length;

  private record Page(Floats keys, Floats values) {
    Page(Shape shape) {
      this(new Floats(shape.keysWidth() * PAGE), new Floats(shape.valuesWidth() * PAGE));
    }
  }

  private static final class Floats {
    private final float[] values;

    Floats(int length) {
      values = new float[length];
    }
  }

  PagedCache(Shape shape, Object owner, int capacity) {
    this.shape = shape;
    this.owner = owner;
    this.capacity = capacity;
  }

  static long pageBytes(Shape shape) {
    return (long) shape.layers() * (shape.keysWidth() + shape.valuesWidth()) * PAGE * Float.BYTES;
  }

  boolean isOf(Object model) {
    return owner.equals(model);
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public int capacity() {
    return capacity;
  }

  @Override
  public long bytes() {
    return pages.size() * pageBytes(shape);
  }

  @Override
  public void truncate(int length) {
    if (length < 0 || length > this.length) {
      throw new IllegalArgumentException(
          "cannot keep " + length + " of " + this.length + " tokens");
    }
    this.length = length;
    int kept = Math.ceilDiv(length, PAGE);
    pages.subList(kept, pages.size()).clear();
  }

  /// Makes room for positions up to `length`, which are not part of it before [#advance].
  void reserve(int length) {
    while (pages.size() * PAGE < length) {
      var page = new Page[shape.layers()];
      for (int layer = 0; layer < page.length; layer++) {
        page[layer] = new Page(shape);
      }
      pages.add(page);
    }
  }

  /// Takes `count` positions, written meanwhile, for good.
  void advance(int count) {
    length += count;
  }

  /// Writes what a layer made of one position.
  void write(int layer, int position, Span keys, Span values) {
    var page = pages.get(position / PAGE)[layer];
    int slot = position % PAGE;
    for (int i = 0; i < keys.length(); i++) {
      page.keys.values[i * PAGE + slot] = keys.values()[keys.at() + i];
    }
    int width = shape.valueWidth();
    for (int head = 0; head < shape.sharedHeads(); head++) {
      System.arraycopy(
          values.values(),
          values.at() + head * width,
          page.values.values,
          (head * PAGE + slot) * width,
          width);
    }
  }

  /// The keys of one head in one page: number `d` of slot `k` at `d * PAGE + k`.
  Span keys(int layer, int page, int head) {
    int length = shape.keyWidth() * PAGE;
    return new Span(pages.get(page)[layer].keys.values, head * length, length);
  }

  /// The values of one head in one page, slot by slot.
  Span values(int layer, int page, int head) {
    int length = shape.valueWidth() * PAGE;
    return new Span(pages.get(page)[layer].values.values, head * length, length);
  }
}
