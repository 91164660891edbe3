package dev.millrace.engine.sample;

/// Random numbers that are the same for a seed on every machine and in every release: SplitMix64
/// (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
final class Chance {
  private long state;

  Chance(long seed) {
    state = mixed(seed);
  }

  /// At least 0, less than 1.
  double next() {
    state += 0x9e3779b97f4a7c15L;
    return (mixed(state) >>> 11) * 0x1.0p-53;
  }

  private static long mixed(long value) {
    long once = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
    return twice ^ (twice >>> 31);
  }
}
