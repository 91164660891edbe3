package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model.Deployment;

/// Numbers of 64 bits that stand for texts, the same in every process. Whoever wants two texts to
/// have the same can make them; nothing but the choice of a place may rest on it.
final class Hash {
  /// Of no text: where FNV-1a begins.
  static final long START = 0xcbf29ce484222325L;

  private static final long FACTOR = 0x100000001b3L;
  private static final double STEP = 0x1.0p-53;

  private Hash() {}

  /// Of a text.
  static long of(CharSequence text) {
    long hash = START;
    for (int at = 0; at < text.length(); at++) {
      hash = next(hash, text.charAt(at));
    }
    return mixed(hash);
  }

  /// Of a place, wherever it is listed and whatever else is said of it.
  static long of(Deployment deployment) {
    return of(deployment.provider() + "\n" + deployment.model());
  }

  /// The state after another character (FNV-1a, 64 bits); to be [#mixed] in the end.
  static long next(long state, char character) {
    return (state ^ character) * FACTOR;
  }

  /// The same number with all its bits spread over all others (SplitMix64's last steps).
  static long mixed(long number) {
    long once = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
    long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
    return twice ^ (twice >>> 31);
  }

  /// A number above 0 and below 1 that stands for both.
  static double share(long one, long other) {
    long both = mixed(mixed(one) + 0x9e3779b97f4a7c15L * mixed(other));
    return ((both >>> 11) + 0.5) * STEP;
  }
}
