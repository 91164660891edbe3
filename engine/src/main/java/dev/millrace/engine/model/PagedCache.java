package dev.millrace.engine.model;

import dev.millrace.engine.tensor.Span;
import java.util.Arrays;
import java.util.List;

/// Keys and values in pages, some of them shared with other caches.
final class PagedCache implements Cache {
  private final Pages source;
  private final Object owner;
  private final int capacity;
  private FloatPage[] pages = new FloatPage[4];
  private int count;
  private int length;
  private long batch;

  PagedCache(Pages source, Object owner, int capacity) {
    this.source = source;
    this.owner = owner;
    this.capacity = capacity;
  }

  boolean isOf(Object model) {
    return owner.equals(model);
  }

  /// Whether it is in this batch for the first time.
  boolean joins(long number) {
    boolean first = batch != number;
    batch = number;
    return first;
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
    return count * source.bytes();
  }

  @Override
  public void truncate(int length) {
    if (length < 0 || length > this.length) {
      throw new IllegalArgumentException(
          "cannot keep " + length + " of " + this.length + " tokens");
    }
    this.length = length;
    int kept = Math.ceilDiv(length, PAGE);
    while (count > kept) {
      pages[--count].letGo();
    }
    Arrays.fill(pages, count, pages.length, null);
  }

  @Override
  public Cache fork() {
    var fork = new PagedCache(source, owner, capacity);
    for (int index = 0; index < Math.ceilDiv(length, PAGE); index++) {
      fork.add(pages[index].hold());
    }
    fork.length = length;
    return fork;
  }

  @Override
  public void adopt(List<Page> shared) {
    if (count > 0 || shared.size() * PAGE > capacity) {
      throw new IllegalArgumentException(
          shared.size() + " pages for a cache of " + capacity + " tokens that holds " + length);
    }
    shared.forEach(page -> add(((FloatPage) page).hold()));
    length = count * PAGE;
  }

  @Override
  public Page page(int index) {
    if ((index + 1) * PAGE > length) {
      throw new IllegalArgumentException("page " + index + " of " + length + " tokens is not full");
    }
    return pages[index].hold();
  }

  @Override
  public int missing(int tokens) {
    return Math.max(0, Math.ceilDiv(length + tokens, PAGE) - count) + (mustCopy(tokens) ? 1 : 0);
  }

  private boolean mustCopy(int tokens) {
    return tokens > 0 && length % PAGE > 0 && pages[length / PAGE].shared();
  }

  @Override
  public int count(long number) {
    int first = 0;
    for (int index = 0; index < count; index++) {
      first += pages[index].counted(number) ? 1 : 0;
    }
    return first;
  }

  /// Makes room for positions up to `newLength`, which are not part of it before [#advance].
  void reserve(int newLength) {
    if (mustCopy(newLength - length)) {
      int last = length / PAGE;
      var copy = source.take();
      copy.copy(pages[last]);
      pages[last].letGo();
      pages[last] = copy;
    }
    while (count * PAGE < newLength) {
      add(source.take());
    }
  }

  private void add(FloatPage page) {
    if (count == pages.length) {
      pages = Arrays.copyOf(pages, 2 * count);
    }
    pages[count++] = page;
  }

  /// Takes `tokens` positions, written meanwhile, for good.
  void advance(int tokens) {
    length += tokens;
  }

  /// Writes what a layer made of one position.
  void write(int layer, int position, Span keys, Span values) {
    pages[position / PAGE].write(layer, position % PAGE, keys, values);
  }

  /// The keys of one head in one page: number `d` of slot `k` at `d * PAGE + k`.
  Span keys(int layer, int page, int head) {
    return pages[page].keys(layer, head);
  }

  /// The values of one head in one page, slot by slot.
  Span values(int layer, int page, int head) {
    return pages[page].values(layer, head);
  }
}
