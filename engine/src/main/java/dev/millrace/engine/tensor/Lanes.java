package dev.millrace.engine.tensor;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The vectors of this machine, 128 to 512 bits wide: how weights get into them, and how they are summed.
final class Lanes {
  private static final int BITS =
      Math.clamp(FloatVector.SPECIES_PREFERRED.vectorBitSize(), 128, 512);

  static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(BITS));
  static final VectorSpecies<Integer> INTEGERS =
      VectorSpecies.of(int.class, VectorShape.forBitSize(BITS));

  private static final VectorSpecies<Float> FOURS = FloatVector.SPECIES_128;

  /// Floats in a vector: 4, 8 or 16.
  static final int COUNT = FLOATS.length();

  /// As many shorts as there are floats.
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(BITS / 2));

  /// As many bytes as there are floats, or twice as many: no vector has fewer than eight.
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, BITS / 4)));

  private static final VectorShuffle<Float> BY_8 = rotation(8);
  private static final VectorShuffle<Float> BY_4 = rotation(4);
  private static final VectorShuffle<Float> BY_2 = rotation(2);
  private static final VectorShuffle<Float> BY_1 = rotation(1);

  private Lanes() {}

  private static VectorShuffle<Float> rotation(int by) {
    return VectorShuffle.fromOp(FLOATS, lane -> (lane + by) % COUNT);
  }

  /// The sum of all lanes, in a fixed order: `reduceLanes` leaves the order open, and compiled code takes another
  /// than interpreted code.
  static float sum(FloatVector vector) {
    var sum = vector;
    if (COUNT > 8) {
      sum = sum.add(sum.rearrange(BY_8));
    }
    if (COUNT > 4) {
      sum = sum.add(sum.rearrange(BY_4));
    }
    sum = sum.add(sum.rearrange(BY_2));
    sum = sum.add(sum.rearrange(BY_1));
    return sum.lane(0);
  }

  /// The sums of the lanes of several vectors that lie in an array, one behind the other: to the same bits as
  /// [#sum], and quicker than one vector at a time. The sum of the vector at `i * COUNT` takes the place of its
  /// first lane; the others are lost.
  static void sum(float[] vectors, int count) {
    int end = count * COUNT;
    for (int at = 0; at < end; at += COUNT) {
      quarter(vectors, at).intoArray(vectors, at);
    }
    for (int at = 0; at < end; at += COUNT) {
      float even = vectors[at] + vectors[at + 2];
      vectors[at] = even + (vectors[at + 1] + vectors[at + 3]);
    }
  }

  private static FloatVector quarter(float[] vectors, int at) {
    var first = FloatVector.fromArray(FOURS, vectors, at);
    return switch (COUNT) {
      case 4 -> first;
      case 8 -> first.add(FloatVector.fromArray(FOURS, vectors, at + 4));
      default -> {
        var second = FloatVector.fromArray(FOURS, vectors, at + 4);
        first = first.add(FloatVector.fromArray(FOURS, vectors, at + 8));
        yield first.add(second.add(FloatVector.fromArray(FOURS, vectors, at + 12)));
      }
    };
  }

  static FloatVector floats(MemorySegment data, long at) {
    return FloatVector.fromMemorySegment(FLOATS, data, at, ByteOrder.LITTLE_ENDIAN);
  }

  /// Widens 16-bit floats. The bits of a half, shifted to where a float has them, are the float times 2^-112, which
  /// holds for subnormal halves too; infinities and NaN get their exponent back.
  static FloatVector halves(MemorySegment data, long at) {
    var half =
        (IntVector)
            ShortVector.fromMemorySegment(SHORTS, data, at, ByteOrder.LITTLE_ENDIAN)
                .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTEGERS, 0);
    var magnitude = half.and(0x7fff).lanewise(VectorOperators.LSHL, 13);
    var bits = magnitude.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
    var special = magnitude.compare(VectorOperators.GE, 0x0f80_0000);
    var sign = half.and(0x8000).lanewise(VectorOperators.LSHL, 16);
    return bits.lanewise(VectorOperators.OR, 0x7f80_0000, special).or(sign).reinterpretAsFloats();
  }

  /// Signed bytes as floats, [#COUNT] of them.
  ///
  /// @param block where the 32 bytes of a block begin
  /// @param first which of them is the first
  static FloatVector bytes(MemorySegment data, long block, int first) {
    if (BYTES.length() == COUNT) {
      var bytes = ByteVector.fromMemorySegment(BYTES, data, block + first, ByteOrder.LITTLE_ENDIAN);
      return (FloatVector) bytes.castShape(FLOATS, 0);
    }
    int even = first & -BYTES.length();
    var bytes = ByteVector.fromMemorySegment(BYTES, data, block + even, ByteOrder.LITTLE_ENDIAN);
    return (FloatVector) bytes.castShape(FLOATS, first == even ? 0 : 1);
  }

  /// e^x within two units in the last place, by the same steps at every call. Arguments below -87 give about e^-87,
  /// those above 88 about e^88.
  ///
  /// Range reduction to ln 2 and the polynomial of degree six of Cephes' `expf`.
  static FloatVector exp(FloatVector x) {
    var clamped = x.max(-87.0f).min(88.0f);
    // Adding 1.5 x 2^23 rounds to a whole number and leaves it in the low bits.
    var shifted = clamped.fma(broadcast(1.442_695f), broadcast(0x1.8p23f));
    var whole = shifted.sub(0x1.8p23f);
    var rest = whole.fma(broadcast(-0.693_359_4f), clamped);
    rest = whole.fma(broadcast(2.121_944_4e-4f), rest);
    var sum = broadcast(1.987_569_1e-4f);
    sum = sum.fma(rest, broadcast(1.398_199_9e-3f));
    sum = sum.fma(rest, broadcast(8.333_452e-3f));
    sum = sum.fma(rest, broadcast(4.166_579_6e-2f));
    sum = sum.fma(rest, broadcast(0.166_666_66f));
    sum = sum.fma(rest, broadcast(0.5f));
    sum = sum.fma(rest.mul(rest), rest.add(1.0f));
    var exponent =
        shifted.reinterpretAsInts().sub(0x4b40_0000).add(127).lanewise(VectorOperators.LSHL, 23);
    return sum.mul(exponent.reinterpretAsFloats());
  }

  static FloatVector broadcast(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }
}
