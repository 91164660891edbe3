package dev.millrace.engine.schedule;

import dev.millrace.engine.model.Cache;
import dev.millrace.engine.model.Forward;
import dev.millrace.engine.model.Slice;
import dev.millrace.engine.tensor.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// A model that says what a script tells it to, given all tokens before.
final class ScriptedForward implements Forward {
  static final int VOCABULARY = 300;

  /// How many tokens each slice of each batch had.
  final List<List<Integer>> batches = new ArrayList<>();

  private final int context;
  private final ToIntFunction<List<Integer>> script;
  private boolean broken;
  private int held;

  /// The most pages that were held at once.
  int mostHeld;

  ScriptedForward(int context, ToIntFunction<List<Integer>> script) {
    this.context = context;
    this.script = script;
  }

  /// The next run throws.
  void breakOnce() {
    broken = true;
  }

  @Override
  public int vocabulary() {
    return VOCABULARY;
  }

  @Override
  public int context() {
    return context;
  }

  @Override
  public long pageBytes() {
    return 1000;
  }

  @Override
  public int heldPages() {
    return held;
  }

  @Override
  public Cache cache(int capacity) {
    return new Seen(capacity);
  }

  @Override
  public Grid run(List<Slice> batch) {
    if (broken) {
      broken = false;
      throw new IllegalStateException("broken on purpose");
    }
    batches.add(batch.stream().map(Slice::count).toList());
    var rows = new ArrayList<Integer>();
    batch.forEach(slice -> run(slice, rows));
    mostHeld = Math.max(mostHeld, held);
    var logits = new Grid(rows.size(), VOCABULARY);
    for (int row = 0; row < rows.size(); row++) {
      logits.values()[row * VOCABULARY + rows.get(row)] = 50;
    }
    return logits;
  }

  private void run(Slice slice, List<Integer> rows) {
    var cache = (Seen) slice.cache();
    for (int at = 0; at < slice.count(); at++) {
      cache.append(slice.token(at));
      if (at >= slice.count() - slice.asked()) {
        rows.add(script.applyAsInt(cache.tokens()));
      }
    }
  }

  @Override
  public int width() {
    return 2;
  }

  /// The token and its position.
  @Override
  public Grid states(Slice slice) {
    var cache = (Seen) slice.cache();
    var states = new Grid(slice.count(), 2);
    for (int row = 0; row < slice.count(); row++) {
      states.values()[2 * row] = slice.token(row);
      states.values()[2 * row + 1] = cache.length();
      cache.append(slice.token(row));
    }
    batches.add(List.of(slice.count()));
    return states;
  }

  int ran() {
    return batches.stream().flatMap(List::stream).mapToInt(Integer::intValue).sum();
  }

  @Override
  public void close() {}

  private final class Few implements Cache.Page {
    private final List<Integer> tokens = new ArrayList<>();
    private int holders = 1;
    private long count;

    Few() {
      held++;
    }

    Few hold() {
      holders++;
      return this;
    }

    @Override
    public boolean shared() {
      return holders > 1;
    }

    @Override
    public boolean counted(long number) {
      boolean first = count != number;
      count = number;
      return first;
    }

    @Override
    public void letGo() {
      if (--holders == 0) {
        held--;
      }
    }
  }

  private final class Seen implements Cache {
    private final List<Few> pages = new ArrayList<>();
    private final int capacity;
    private int length;

    Seen(int capacity) {
      this.capacity = capacity;
    }

    List<Integer> tokens() {
      return pages.stream().flatMap(page -> page.tokens.stream()).limit(length).toList();
    }

    void append(int token) {
      if (length == capacity) {
        throw new IllegalStateException("the cache is too full");
      }
      if (length % PAGE == 0) {
        pages.add(new Few());
      } else if (pages.getLast().shared()) {
        var copy = new Few();
        copy.tokens.addAll(pages.getLast().tokens.subList(0, length % PAGE));
        pages.removeLast().letGo();
        pages.add(copy);
      }
      pages.getLast().tokens.add(token);
      length++;
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
    public void truncate(int newLength) {
      if (newLength != 0) {
        throw new UnsupportedOperationException("nobody does that");
      }
      pages.forEach(Few::letGo);
      pages.clear();
      length = 0;
    }

    @Override
    public Cache fork() {
      var fork = new Seen(capacity);
      pages.forEach(page -> fork.pages.add(page.hold()));
      fork.length = length;
      return fork;
    }

    @Override
    public void adopt(List<Page> shared) {
      shared.forEach(page -> pages.add(((Few) page).hold()));
      length = pages.size() * PAGE;
    }

    @Override
    public Page page(int index) {
      return pages.get(index).hold();
    }

    @Override
    public int missing(int tokens) {
      boolean copy = tokens > 0 && length % PAGE > 0 && pages.getLast().shared();
      return Math.ceilDiv(length + tokens, PAGE) - pages.size() + (copy ? 1 : 0);
    }

    @Override
    public int count(long number) {
      return (int) pages.stream().filter(page -> page.counted(number)).count();
    }

    @Override
    public long bytes() {
      return pages.size() * pageBytes();
    }
  }
}
