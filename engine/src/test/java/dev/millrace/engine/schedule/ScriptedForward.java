package dev.millrace.engine.schedule;

import dev.millrace.engine.model.Cache;
import dev.millrace.engine.model.Forward;
import dev.millrace.engine.model.Slice;
import dev.millrace.engine.tensor.Grid;
import java.util.ArrayList;
import java.util.Arrays;
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
  public Cache cache(int capacity) {
    return new Seen(capacity);
  }

  @Override
  public List<float[]> run(List<Slice> batch) {
    if (broken) {
      broken = false;
      throw new IllegalStateException("broken on purpose");
    }
    batches.add(batch.stream().map(slice -> slice.tokens().length).toList());
    return batch.stream().map(this::logits).toList();
  }

  private float[] logits(Slice slice) {
    List<Integer> seen = ((Seen) slice.cache()).tokens;
    Arrays.stream(slice.tokens()).forEach(seen::add);
    if (seen.size() > slice.cache().capacity()) {
      throw new IllegalStateException("the cache is too full");
    }
    if (!slice.logits()) {
      return new float[0];
    }
    var logits = new float[VOCABULARY];
    logits[script.applyAsInt(List.copyOf(seen))] = 50;
    return logits;
  }

  @Override
  public int width() {
    return 2;
  }

  /// The token and its position.
  @Override
  public Grid states(Slice slice) {
    List<Integer> seen = ((Seen) slice.cache()).tokens;
    var states = new Grid(slice.tokens().length, 2);
    for (int row = 0; row < slice.tokens().length; row++) {
      states.values()[2 * row] = slice.tokens()[row];
      states.values()[2 * row + 1] = seen.size();
      seen.add(slice.tokens()[row]);
    }
    batches.add(List.of(slice.tokens().length));
    return states;
  }

  int ran() {
    return batches.stream().flatMap(List::stream).mapToInt(Integer::intValue).sum();
  }

  @Override
  public void close() {}

  private static final class Seen implements Cache {
    private final List<Integer> tokens = new ArrayList<>();
    private final int capacity;

    Seen(int capacity) {
      this.capacity = capacity;
    }

    @Override
    public int length() {
      return tokens.size();
    }

    @Override
    public int capacity() {
      return capacity;
    }

    @Override
    public void truncate(int length) {
      tokens.subList(length, tokens.size()).clear();
    }

    @Override
    public long bytes() {
      return Math.ceilDiv(tokens.size(), PAGE) * 1000L;
    }
  }
}
