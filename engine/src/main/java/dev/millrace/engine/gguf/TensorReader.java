package dev.millrace.engine.gguf;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the tensor part of a header and finds each tensor's bytes.
final class TensorReader {
  /// A name, a count, one dimension, a type and an offset.
  private static final int SMALLEST_ENTRY = 8 + 4 + 8 + 4 + 8;

  private static final int MOST_DIMENSIONS = 4;

  private final Cursor cursor;
  private final long alignment;
  private final List<Place> places = new ArrayList<>();

  /// Where a tensor says it is, counted from the start of the data.
  private record Place(String name, TensorType type, List<Long> dimensions, Range range) {}

  private record Range(long offset, long bytes, long at) {}

  private TensorReader(Cursor cursor, long alignment) {
    this.cursor = cursor;
    this.alignment = alignment;
  }

  /// How many tensors follow, checked against what is left of the file.
  static int count(Cursor cursor) {
    return cursor.count("the number of tensors", SMALLEST_ENTRY);
  }

  /// Reads `count` entries and cuts their tensors out of `file`.
  static Map<String, Tensor> read(Cursor cursor, int count, long alignment, MemorySegment file) {
    var reader = new TensorReader(cursor, alignment);
    for (int i = 0; i < count; i++) {
      reader.places.add(reader.place(i));
    }
    return reader.cut(file);
  }

  private Place place(int index) {
    long at = cursor.position();
    var name = cursor.text("the name of tensor " + index);
    var what = "tensor '" + Shown.of(name) + "'";
    var dimensions = dimensions(what);
    var type = type(what);
    long bytes = bytes(what, type, dimensions, at);
    long offsetAt = cursor.position();
    long offset = cursor.int64("the offset of " + what);
    if (offset < 0 || offset % alignment != 0) {
      throw cursor.wrong(
          offsetAt,
          what
              + " is at offset "
              + Long.toUnsignedString(offset)
              + ", not a multiple of "
              + alignment);
    }
    return new Place(name, type, dimensions, new Range(offset, bytes, offsetAt));
  }

  private List<Long> dimensions(String what) {
    long at = cursor.position();
    int count = cursor.int32("the number of dimensions of " + what);
    if (count < 1 || count > MOST_DIMENSIONS) {
      throw cursor.wrong(
          at,
          what
              + " has "
              + Integer.toUnsignedString(count)
              + " dimensions; 1 to "
              + MOST_DIMENSIONS
              + " are allowed");
    }
    var dimensions = new ArrayList<Long>(count);
    for (int i = 0; i < count; i++) {
      long dimensionAt = cursor.position();
      long dimension = cursor.int64("dimension " + i + " of " + what);
      if (dimension < 1) {
        throw cursor.wrong(
            dimensionAt,
            "dimension "
                + i
                + " of "
                + what
                + " is "
                + Long.toUnsignedString(dimension)
                + "; 1 to 2^63-1 are allowed");
      }
      dimensions.add(dimension);
    }
    return dimensions;
  }

  private TensorType type(String what) {
    long at = cursor.position();
    int number = cursor.int32("the type of " + what);
    return TensorType.numbered(number)
        .orElseThrow(() ->
            cursor.wrong(at, what + " has the unknown type " + Integer.toUnsignedString(number)));
  }

  private long bytes(String what, TensorType type, List<Long> dimensions, long at) {
    if (dimensions.getFirst() % type.blockValues() != 0) {
      throw cursor.wrong(
          at,
          what
              + " has rows of "
              + dimensions.getFirst()
              + " values; "
              + type
              + " wants a multiple of "
              + type.blockValues());
    }
    try {
      return type.bytes(dimensions.stream().reduce(1L, Math::multiplyExact));
    } catch (ArithmeticException e) {
      throw cursor.wrong(
          at, what + " of shape " + dimensions + " has more than 2^63-1 values or bytes");
    }
  }

  private Map<String, Tensor> cut(MemorySegment file) {
    long start = Math.ceilDiv(cursor.position(), alignment) * alignment;
    long size = Math.max(0, file.byteSize() - start);
    var tensors = new LinkedHashMap<String, Tensor>();
    for (var place : places) {
      var range = place.range;
      if (range.offset > size || range.bytes > size - range.offset) {
        throw cursor.wrong(
            range.at,
            "tensor '%s' takes %d bytes from %d of the data, of which there are %d: the file is cut short or its header lies"
                .formatted(Shown.of(place.name), range.bytes, range.offset, size));
      }
      var data = file.asSlice(start + range.offset, range.bytes);
      if (tensors.putIfAbsent(
              place.name, new Tensor(place.name, place.type, place.dimensions, data))
          != null) {
        throw cursor.wrong(range.at, "tensor '" + Shown.of(place.name) + "' is there twice");
      }
    }
    checkOverlaps();
    return tensors;
  }

  private void checkOverlaps() {
    var sorted =
        places.stream().sorted(Comparator.comparingLong(place -> place.range.offset)).toList();
    for (int i = 1; i < sorted.size(); i++) {
      var before = sorted.get(i - 1);
      var place = sorted.get(i);
      if (before.range.offset + before.range.bytes > place.range.offset) {
        throw cursor.wrong(
            place.range.at,
            "tensors '" + Shown.of(before.name) + "' and '" + Shown.of(place.name) + "' overlap");
      }
    }
  }
}
