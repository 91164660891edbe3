package dev.millrace.training;

import java.util.List;

/// A seeded source of random numbers, SplitMix64 (Steele, Lea and Flood, 2014): the same on every machine and JDK.
final class Chance {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private long state;

  Chance(long seed) {
    state = seed;
  }

  /// The source that belongs to item `index` of the series with this seed.
  static Chance of(long seed, long index) {
    return new Chance(mix(seed * GOLDEN + mix(index)));
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  long next() {
    state += GOLDEN;
    return mix(state);
  }

  /// A whole number from 0 to `bound` - 1.
  int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /// A whole number from `least` to `most`, both included.
  int between(int least, int most) {
    return least + below(most - least + 1);
  }

  /// A number from 0 up to, not including, 1.
  double unit() {
    return (next() >>> 11) * 0x1p-53;
  }

  /// True this often, 0 to 1.
  boolean odds(double probability) {
    return unit() < probability;
  }

  <T> T pick(List<T> items) {
    return items.get(below(items.size()));
  }

  @SafeVarargs
  final <T> T pick(T... items) {
    return items[below(items.length)];
  }

  /// A normally distributed number with mean 0 and deviation 1 (Box and Muller).
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
    return radius * StrictMath.cos(2 * StrictMath.PI * unit());
  }
}
