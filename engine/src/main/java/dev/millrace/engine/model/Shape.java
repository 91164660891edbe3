package dev.millrace.engine.model;

import dev.millrace.engine.gguf.InvalidGguf;
import dev.millrace.engine.gguf.Metadata;

/// The sizes of a Llama model, as its metadata gives them.
///
/// @param context longest sequence, in tokens
/// @param width numbers per token between the layers
/// @param hidden numbers per token inside the feed-forward part
/// @param heads query heads
/// @param sharedHeads key and value heads; several query heads share one
/// @param keyWidth numbers per key and query, of one head
/// @param valueWidth numbers per value, of one head
/// @param rotated how many numbers of a key take part in the rotary embedding; even
/// @param epsilon of the normalisation
record Shape(
    int layers,
    int context,
    int width,
    int hidden,
    int heads,
    int sharedHeads,
    int keyWidth,
    int valueWidth,
    int rotated,
    float epsilon) {
  private static final int MOST = 1 << 20;

  static Shape of(Metadata metadata) {
    var reader = new Reader(metadata);
    int width = reader.size("embedding_length");
    int heads = reader.size("attention.head_count");
    int sharedHeads = reader.size("attention.head_count_kv", heads);
    reader.check(
        heads % sharedHeads == 0,
        "attention.head_count",
        heads + " heads are no multiple of " + sharedHeads + " shared ones");
    int keyWidth = headWidth(reader, "attention.key_length", width, heads);
    int valueWidth = headWidth(reader, "attention.value_length", width, heads);
    reader.check(
        (long) heads * Math.max(keyWidth, valueWidth) <= MOST,
        "attention.head_count",
        heads + " heads of " + Math.max(keyWidth, valueWidth) + " are more than " + MOST);
    int rotated = reader.size("rope.dimension_count", keyWidth);
    reader.check(
        rotated % 2 == 0 && rotated <= keyWidth,
        "rope.dimension_count",
        rotated + " is odd or more than a head's " + keyWidth);
    double epsilon = metadata.decimal("llama.attention.layer_norm_rms_epsilon");
    reader.check(
        epsilon >= 0 && epsilon < 1,
        "attention.layer_norm_rms_epsilon",
        epsilon + " is not between 0 and 1");
    return new Shape(
        reader.size("block_count"),
        reader.size("context_length"),
        width,
        reader.size("feed_forward_length"),
        heads,
        sharedHeads,
        keyWidth,
        valueWidth,
        rotated,
        (float) epsilon);
  }

  private static int headWidth(Reader reader, String key, int width, int heads) {
    boolean given = reader.metadata.has("llama." + key);
    reader.check(
        given || width % heads == 0,
        key,
        "is missing, and " + width + " is no multiple of " + heads + " heads");
    return reader.size(key, width / heads);
  }

  int keysWidth() {
    return sharedHeads * keyWidth;
  }

  int valuesWidth() {
    return sharedHeads * valueWidth;
  }

  int queriesWidth() {
    return heads * keyWidth;
  }

  int attendedWidth() {
    return heads * valueWidth;
  }

  private record Reader(Metadata metadata) {
    int size(String key) {
      return inRange(key, metadata.integer("llama." + key));
    }

    int size(String key, int fallback) {
      return inRange(key, metadata.integer("llama." + key, fallback));
    }

    private int inRange(String key, int value) {
      check(value >= 1 && value <= MOST, key, value + " is not between 1 and " + MOST);
      return value;
    }

    void check(boolean good, String key, String what) {
      if (!good) {
        throw new InvalidGguf(metadata.file(), "metadata key 'llama." + key + "': " + what);
      }
    }
  }
}
