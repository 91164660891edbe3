package dev.millrace.engine.model;

import dev.millrace.engine.tensor.Span;

/// The keys and values of [Cache#PAGE] positions in all layers.
///
/// Every shared head has its own stretch: of keys number by number, so that the scores of a whole page are computed
/// side by side; of values position by position.
final class FloatPage implements Cache.Page {
  private final Pages pages;
  private final Shape shape;
  private final float[][] keys;
  private final float[][] values;
  private final Span[] keySpans;
  private final Span[] valueSpans;
  private int holders;
  private long count;

  FloatPage(Pages pages, Shape shape) {
    this.pages = pages;
    this.shape = shape;
    keys = new float[shape.layers()][shape.keysWidth() * Cache.PAGE];
    values = new float[shape.layers()][shape.valuesWidth() * Cache.PAGE];
    keySpans = spans(keys, shape.keyWidth() * Cache.PAGE);
    valueSpans = spans(values, shape.valueWidth() * Cache.PAGE);
  }

  private Span[] spans(float[][] layers, int length) {
    int heads = shape.sharedHeads();
    var spans = new Span[layers.length * heads];
    for (int at = 0; at < spans.length; at++) {
      spans[at] = new Span(layers[at / heads], at % heads * length, length);
    }
    return spans;
  }

  /// One holder more.
  FloatPage hold() {
    holders++;
    return this;
  }

  @Override
  public boolean shared() {
    return holders > 1;
  }

  @Override
  public boolean counted(long count) {
    boolean first = this.count != count;
    this.count = count;
    return first;
  }

  @Override
  public void letGo() {
    if (holders == 0) {
      throw new IllegalStateException("a page that nobody holds");
    }
    if (--holders == 0) {
      pages.free(this);
    }
  }

  void copy(FloatPage other) {
    for (int layer = 0; layer < keys.length; layer++) {
      System.arraycopy(other.keys[layer], 0, keys[layer], 0, keys[layer].length);
      System.arraycopy(other.values[layer], 0, values[layer], 0, values[layer].length);
    }
  }

  /// Writes what a layer made of the position in `slot`.
  void write(int layer, int slot, Span newKeys, Span newValues) {
    float[] target = keys[layer];
    for (int i = 0; i < newKeys.length(); i++) {
      target[i * Cache.PAGE + slot] = newKeys.values()[newKeys.at() + i];
    }
    int width = shape.valueWidth();
    for (int head = 0; head < shape.sharedHeads(); head++) {
      int from = newValues.at() + head * width;
      int to = (head * Cache.PAGE + slot) * width;
      System.arraycopy(newValues.values(), from, values[layer], to, width);
    }
  }

  /// The keys of one head: number `d` of slot `k` at `d * PAGE + k`.
  Span keys(int layer, int head) {
    return keySpans[layer * shape.sharedHeads() + head];
  }

  /// The values of one head, slot by slot.
  Span values(int layer, int head) {
    return valueSpans[layer * shape.sharedHeads() + head];
  }
}
