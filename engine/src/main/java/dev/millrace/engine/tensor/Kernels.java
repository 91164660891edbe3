package dev.millrace.engine.tensor;

/// The arithmetic of a forward pass. An instance keeps scratch space, so each thread has its own.
///
/// Every number that comes out is computed in one fixed order, whatever is computed beside it: the same row gives the
/// same bits alone and in a batch, at the first call and after a million.
public interface Kernels {
  /// How many scores [#scores] computes at once.
  int TILE = 64;

  /// `plain`, or `vector` and the width in bits.
  String name();

  /// Rows `from` to `to` (exclusive) of `weights` times each row of `input`:
  /// `output[t][r] = weights[r] . input[t]`.
  void multiply(Matrix weights, Grid input, Grid output, int from, int to);

  /// Copies a row of weights as floats.
  void unpack(Matrix weights, int row, Span target);

  /// Divides by the root of the mean square (plus `epsilon`), then multiplies by `weights`.
  void normalise(Span input, float[] weights, float epsilon, Span output);

  /// `target += more`.
  void add(Span target, Span more);

  /// `gate = silu(gate) * up`, where silu(x) is x / (1 + e^-x).
  void gate(Span gate, Span up);

  /// The products of `query` with [#TILE] keys.
  ///
  /// @param keys number `d` of key `k` at `d * TILE + k`
  /// @param scores where they go, from `at` on
  void scores(Span query, Span keys, float[] scores, int at);

  /// Turns the first `count` scores, each first multiplied by `scale`, into weights that sum to 1. Scratches what lies
  /// behind them up to a multiple of [#TILE], which the array must have room for.
  void softmax(float[] scores, int count, float scale);

  /// Adds the mean of `values` under `count` weights, the first of which is at `from`, to `output`.
  ///
  /// @param values number `d` of value `k` at `k * output.length() + d`
  void blend(float[] weights, int from, int count, Span values, Span output);

  /// What numbers weigh beside `most`: `weights[i] = e^((numbers[i] - most) * scale)`, 0 where that is less than
  /// e^-87 or no number.
  ///
  /// @param most finite, and at least as large as any of them
  /// @param weights as many as there are numbers
  void weigh(float[] numbers, float most, float scale, float[] weights);

  /// A scratch array of at least `length`; what was in it may still be there.
  float[] scratch(int length);
}
