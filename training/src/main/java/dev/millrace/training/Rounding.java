package dev.millrace.training;

/// Rounds weights to what Q8_0 keeps of them, so that what is measured is what is shipped.
final class Rounding {
  private static final int BLOCK = 32;

  private Rounding() {}

  /// A copy of the model with every matrix rounded.
  static Model of(Model model) {
    var rounded = new Model(model.shape, 0);
    for (int i = 0; i < model.parameters().size(); i++) {
      var from = model.parameters().get(i);
      var to = rounded.parameters().get(i);
      System.arraycopy(from.value, 0, to.value, 0, from.value.length);
      for (int at = 0; from.decays && at < from.value.length; at += BLOCK) {
        round(to.value, at);
      }
    }
    return rounded;
  }

  private static void round(float[] values, int from) {
    float largest = 0;
    for (int i = from; i < from + BLOCK; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    float inverse = largest == 0 ? 0 : 127 / largest;
    float scale = Float.float16ToFloat(Float.floatToFloat16(largest / 127));
    for (int i = from; i < from + BLOCK; i++) {
      values[i] = scale * Math.round(values[i] * inverse);
    }
  }
}
