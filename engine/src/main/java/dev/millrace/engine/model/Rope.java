package dev.millrace.engine.model;

import dev.millrace.engine.gguf.InvalidGguf;
import dev.millrace.engine.gguf.Metadata;
import dev.millrace.engine.tensor.Span;

/// The rotary embedding: pairs of neighbouring numbers of a query or key are turned by an angle that grows with the
/// position. Pairs are neighbours because files of architecture `llama` have their weights permuted to it.
final class Rope {
  private final double[] frequencies;

  private Rope(double[] frequencies) {
    this.frequencies = frequencies;
  }

  /// @param divisors of `rope_freqs.weight`, one per pair, or none
  static Rope of(Metadata metadata, Shape shape, float[] divisors) {
    double base = metadata.decimal("llama.rope.freq_base", 10_000);
    if (!(base > 0) || Double.isInfinite(base)) {
      throw new InvalidGguf(
          metadata.file(),
          "metadata key 'llama.rope.freq_base': " + base + " is not positive and finite");
    }
    double scale = 1 / stretch(metadata);
    var frequencies = new double[shape.rotated() / 2];
    for (int i = 0; i < frequencies.length; i++) {
      double divisor = divisors.length == 0 ? 1 : divisors[i];
      frequencies[i] = Math.pow(base, -2.0 * i / shape.rotated()) * scale / divisor;
    }
    return new Rope(frequencies);
  }

  private static double stretch(Metadata metadata) {
    var kind =
        metadata.string(
            "llama.rope.scaling.type", metadata.has("llama.rope.scale_linear") ? "linear" : "none");
    double factor =
        metadata.decimal(
            "llama.rope.scaling.factor", metadata.decimal("llama.rope.scale_linear", 1));
    return switch (kind) {
      case "none" -> 1;
      case "linear" -> {
        if (!(factor > 0) || Double.isInfinite(factor)) {
          throw new InvalidGguf(
              metadata.file(),
              "metadata key 'llama.rope.scaling.factor': "
                  + factor
                  + " is not positive and finite");
        }
        yield factor;
      }
      default ->
          throw new UnsupportedModel(
              metadata.file(), "rope scaling '" + kind + "' is not supported; none and linear are");
    };
  }

  /// Numbers in a row of [#angles].
  int width() {
    return 2 * frequencies.length;
  }

  /// Cosine and sine of each pair's angle at `position`, one behind the other.
  void angles(int position, float[] target, int at) {
    for (int i = 0; i < frequencies.length; i++) {
      double angle = position * frequencies[i];
      target[at + 2 * i] = (float) Math.cos(angle);
      target[at + 2 * i + 1] = (float) Math.sin(angle);
    }
  }

  /// Turns the pairs of one head.
  void turn(float[] values, int at, Span angles) {
    for (int i = 0; i < width(); i += 2) {
      float cosine = angles.values()[angles.at() + i];
      float sine = angles.values()[angles.at() + i + 1];
      float x = values[at + i];
      float y = values[at + i + 1];
      values[at + i] = x * cosine - y * sine;
      values[at + i + 1] = x * sine + y * cosine;
    }
  }
}
