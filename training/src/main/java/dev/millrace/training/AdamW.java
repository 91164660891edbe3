package dev.millrace.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// AdamW (Loshchilov and Hutter, 2019) with the gradient held to a global norm of 1.
final class AdamW {
  private static final float FIRST = 0.9f;
  private static final float SECOND = 0.97f;
  private static final float DECAY = 0.05f;
  private static final int CHUNK = 1 << 14;

  private record Piece(Parameter parameter, int from, int to) {}

  private final List<Piece> pieces = new ArrayList<>();
  private final Parallel parallel;

  AdamW(List<Parameter> parameters, Parallel parallel) {
    this.parallel = parallel;
    for (var parameter : parameters) {
      for (int from = 0; from < parameter.value.length; from += CHUNK) {
        pieces.add(new Piece(parameter, from, Math.min(parameter.value.length, from + CHUNK)));
      }
    }
  }

  /// Moves every parameter against its gradient and clears the gradient; returns the gradient's norm.
  double step(int number, float rate) {
    var squares = new double[pieces.size()];
    parallel.items(squares.length, i -> squares[i] = square(pieces.get(i)));
    double norm = StrictMath.sqrt(Arrays.stream(squares).reduce(0, Double::sum));
    float scale = (float) Math.min(1, 1 / Math.max(norm, 1e-12));
    float first = (float) (1 / (1 - StrictMath.pow(FIRST, number)));
    float second = (float) (1 / (1 - StrictMath.pow(SECOND, number)));
    parallel.items(pieces.size(), i -> move(pieces.get(i), rate, scale, first, second));
    return norm;
  }

  private static double square(Piece piece) {
    double sum = 0;
    for (int i = piece.from; i < piece.to; i++) {
      sum += (double) piece.parameter.gradient[i] * piece.parameter.gradient[i];
    }
    return sum;
  }

  private static void move(Piece piece, float rate, float scale, float first, float second) {
    var parameter = piece.parameter;
    float keep = parameter.decays ? 1 - rate * DECAY : 1;
    for (int i = piece.from; i < piece.to; i += Lanes.WIDTH) {
      var gradient = Lanes.load(parameter.gradient, i).mul(scale);
      var mean = Lanes.load(parameter.mean, i).mul(FIRST).add(gradient.mul(1 - FIRST));
      var square =
          Lanes.load(parameter.square, i).mul(SECOND).add(gradient.mul(gradient).mul(1 - SECOND));
      var move = mean.mul(first * rate).div(square.mul(second).sqrt().add(1e-8f));
      Lanes.load(parameter.value, i).mul(keep).sub(move).intoArray(parameter.value, i);
      mean.intoArray(parameter.mean, i);
      square.intoArray(parameter.square, i);
    }
    Arrays.fill(parameter.gradient, piece.from, piece.to, 0);
  }
}
