package dev.millrace.training;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Vector arithmetic that gives the same bits everywhere: always 8 lanes, sums of lanes in lane order (the Vector API
/// leaves the order of its own reduction open), and an exponential made of exact operations.
final class Lanes {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
  static final int WIDTH = SPECIES.length();

  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HIGH = 0.6933594f;
  private static final float LN2_LOW = -2.12194440e-4f;

  private Lanes() {}

  static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }

  static FloatVector zero() {
    return FloatVector.zero(SPECIES);
  }

  static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  /// The sum of the lanes, lane 0 first.
  static float sum(FloatVector vector) {
    var lanes = new float[WIDTH];
    vector.intoArray(lanes, 0);
    return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
        + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
  }

  /// e to the power of each lane, within 2 units in the last place from -87 to 88, and held to those ends outside.
  /// Reduction to |r| <= ln 2 / 2 and a polynomial of degree 6 (the Taylor series, its last term economised).
  static FloatVector exp(FloatVector power) {
    var x = power.max(-87f).min(88f);
    var whole = x.mul(LOG2_E).add(12582912f).sub(12582912f);
    var r = x.sub(whole.mul(LN2_HIGH)).sub(whole.mul(LN2_LOW));
    var p = all(1.9875691e-4f);
    p = p.fma(r, all(1.3981999e-3f));
    p = p.fma(r, all(8.333452e-3f));
    p = p.fma(r, all(4.1665796e-2f));
    p = p.fma(r, all(1.6666666e-1f));
    p = p.fma(r, all(0.5f));
    p = p.fma(r.mul(r), r).add(1f);
    var shifted = whole.add(127f).mul(8388608f);
    var scale = shifted.convert(VectorOperators.F2I, 0).reinterpretAsFloats();
    return p.mul(scale);
  }

  /// 1 / (1 + e^-x) of each lane.
  static FloatVector sigmoid(FloatVector x) {
    return all(1f).div(exp(x.neg()).add(1f));
  }
}
