package dev.millrace.training;

/// Rotary positions: values 2i and 2i+1 of each head turn by position x base^(-2i/32).
final class Rotary {
  private static final int PAIRS = Shape.HEAD / 2;

  private final float[] cosine;
  private final float[] sine;

  Rotary(int positions) {
    cosine = new float[positions * PAIRS];
    sine = new float[positions * PAIRS];
    for (int i = 0; i < cosine.length; i++) {
      int position = i / PAIRS;
      double angle =
          position * StrictMath.pow(Shape.ROTATION_BASE, -2.0 * (i % PAIRS) / Shape.HEAD);
      cosine[i] = (float) StrictMath.cos(angle);
      sine[i] = (float) StrictMath.sin(angle);
    }
  }

  /// Turns `heads` heads that begin at `at` to `position`; direction -1 turns back.
  void turn(float[] values, int at, int heads, int position, float direction) {
    for (int head = 0; head < heads; head++) {
      for (int pair = 0; pair < PAIRS; pair++) {
        int i = at + head * Shape.HEAD + 2 * pair;
        float c = cosine[position * PAIRS + pair];
        float s = sine[position * PAIRS + pair] * direction;
        float a = values[i];
        float b = values[i + 1];
        values[i] = a * c - b * s;
        values[i + 1] = a * s + b * c;
      }
    }
  }
}
