package dev.millrace.training;

/// Root-mean-square normalisation of rows, times a weight per column.
final class Norm {
  private static final int CHUNK = 64;

  /// The gradient behind a row and the one before it, which is added to.
  private record Flow(float[] out, float[] in) {}

  private final Parallel parallel;
  private final int width;

  Norm(Parallel parallel, int width) {
    this.parallel = parallel;
    this.width = width;
  }

  void forward(int rows, float[] in, Parameter weight, float[] out) {
    parallel.ranges(
        rows,
        1,
        (from, to) -> {
          for (int at = from * width; at < to * width; at += width) {
            float scale = scale(in, at);
            for (int i = 0; i < width; i += Lanes.WIDTH) {
              Lanes.load(in, at + i)
                  .mul(scale)
                  .mul(Lanes.load(weight.value, i))
                  .intoArray(out, at + i);
            }
          }
        });
  }

  private float scale(float[] in, int at) {
    var sum = Lanes.zero();
    for (int i = 0; i < width; i += Lanes.WIDTH) {
      var x = Lanes.load(in, at + i);
      sum = x.fma(x, sum);
    }
    return (float) (1 / Math.sqrt(Lanes.sum(sum) / width + Shape.EPSILON));
  }

  /// Adds the gradient of the input to `inGradient` and that of the weight to the weight's own.
  void backward(int rows, float[] in, Parameter weight, float[] outGradient, float[] inGradient) {
    int chunks = Math.ceilDiv(rows, CHUNK);
    var flow = new Flow(outGradient, inGradient);
    var partial = new float[chunks][width];
    parallel.items(
        chunks,
        chunk -> {
          for (int row = chunk * CHUNK; row < Math.min(rows, (chunk + 1) * CHUNK); row++) {
            backward(in, row * width, weight.value, flow, partial[chunk]);
          }
        });
    for (var sum : partial) {
      for (int i = 0; i < width; i++) {
        weight.gradient[i] += sum[i];
      }
    }
  }

  private void backward(float[] in, int at, float[] weight, Flow flow, float[] sums) {
    float scale = scale(in, at);
    var dot = Lanes.zero();
    for (int i = 0; i < width; i += Lanes.WIDTH) {
      dot =
          Lanes.load(flow.out, at + i).mul(Lanes.load(weight, i)).fma(Lanes.load(in, at + i), dot);
    }
    float pull = Lanes.sum(dot) * scale * scale * scale / width;
    for (int i = 0; i < width; i += Lanes.WIDTH) {
      var x = Lanes.load(in, at + i);
      var d = Lanes.load(flow.out, at + i).mul(scale);
      d.fma(x, Lanes.load(sums, i)).intoArray(sums, i);
      var gradient = d.mul(Lanes.load(weight, i)).sub(x.mul(pull));
      Lanes.load(flow.in, at + i).add(gradient).intoArray(flow.in, at + i);
    }
  }
}
