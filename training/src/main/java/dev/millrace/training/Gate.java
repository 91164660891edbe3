package dev.millrace.training;

/// SwiGLU: silu(gate) x up, where a row of the input is the gates followed by the ups.
final class Gate {
  private final Parallel parallel;
  private final int inner;

  Gate(Parallel parallel, int inner) {
    this.parallel = parallel;
    this.inner = inner;
  }

  void forward(int rows, float[] gateUp, float[] out) {
    parallel.ranges(
        rows,
        1,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            int at = row * 2 * inner;
            for (int i = 0; i < inner; i += Lanes.WIDTH) {
              var gate = Lanes.load(gateUp, at + i);
              var up = Lanes.load(gateUp, at + inner + i);
              gate.mul(Lanes.sigmoid(gate)).mul(up).intoArray(out, row * inner + i);
            }
          }
        });
  }

  void backward(int rows, float[] gateUp, float[] outGradient, float[] gradient) {
    parallel.ranges(
        rows,
        1,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            int at = row * 2 * inner;
            for (int i = 0; i < inner; i += Lanes.WIDTH) {
              var gate = Lanes.load(gateUp, at + i);
              var up = Lanes.load(gateUp, at + inner + i);
              var open = Lanes.sigmoid(gate);
              var d = Lanes.load(outGradient, row * inner + i);
              d.mul(gate).mul(open).intoArray(gradient, at + inner + i);
              var slope = open.mul(gate.mul(Lanes.all(1f).sub(open)).add(1f));
              d.mul(up).mul(slope).intoArray(gradient, at + i);
            }
          }
        });
  }
}
