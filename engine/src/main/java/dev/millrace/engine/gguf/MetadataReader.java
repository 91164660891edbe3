package dev.millrace.engine.gguf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads the key-value part of a header.
final class MetadataReader {
  /// A key, a type and one byte.
  private static final int SMALLEST_ENTRY = 8 + 4 + 1;

  private static final int LONGEST_KEY = 65_535;

  private final Cursor cursor;

  private MetadataReader(Cursor cursor) {
    this.cursor = cursor;
  }

  /// How many entries follow, checked against what is left of the file.
  static int count(Cursor cursor) {
    return cursor.count("the number of metadata entries", SMALLEST_ENTRY);
  }

  static Map<String, Metadata.Entry> read(Cursor cursor, int count) {
    var reader = new MetadataReader(cursor);
    var entries = new LinkedHashMap<String, Metadata.Entry>();
    for (int i = 0; i < count; i++) {
      reader.entry(i, entries);
    }
    return entries;
  }

  private void entry(int index, Map<String, Metadata.Entry> entries) {
    long at = cursor.position();
    var key = cursor.text("metadata key " + index);
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw cursor.wrong(
          at,
          "metadata key "
              + index
              + " has "
              + key.length()
              + " characters; 1 to "
              + LONGEST_KEY
              + " are allowed");
    }
    var what = "the value of '" + Shown.of(key) + "'";
    long valueAt = cursor.position();
    var entry = new Metadata.Entry(value(type(what), what), valueAt);
    if (entries.putIfAbsent(key, entry) != null) {
      throw cursor.wrong(at, "metadata key '" + Shown.of(key) + "' is there twice");
    }
  }

  private ValueType type(String what) {
    long at = cursor.position();
    int number = cursor.int32("the type of " + what);
    return ValueType.numbered(number)
        .orElseThrow(() ->
            cursor.wrong(
                at,
                what
                    + " has the unknown type "
                    + Integer.toUnsignedString(number)
                    + "; 0 to 12 are known"));
  }

  private Value value(ValueType type, String what) {
    return switch (type) {
      case UINT8 -> whole(Byte.toUnsignedLong((byte) cursor.int8(what)));
      case INT8 -> whole(cursor.int8(what));
      case UINT16 -> whole(Short.toUnsignedLong((short) cursor.int16(what)));
      case INT16 -> whole(cursor.int16(what));
      case UINT32 -> whole(Integer.toUnsignedLong(cursor.int32(what)));
      case INT32 -> whole(cursor.int32(what));
      case UINT64 -> unsigned(cursor.int64(what));
      case INT64 -> whole(cursor.int64(what));
      case FLOAT32 -> new Value.Decimal(Float.intBitsToFloat(cursor.int32(what)));
      case FLOAT64 -> new Value.Decimal(Double.longBitsToDouble(cursor.int64(what)));
      case BOOL -> truth(what);
      case STRING -> new Value.Text(cursor.text(what));
      case ARRAY -> array(what);
    };
  }

  private static Value whole(long value) {
    return new Value.Whole(value, false);
  }

  private static Value unsigned(long value) {
    return new Value.Whole(value, value < 0);
  }

  private Value truth(String what) {
    long at = cursor.position();
    int value = cursor.int8(what);
    if (value != 0 && value != 1) {
      throw cursor.wrong(at, what + " is a truth value of " + value + "; 0 or 1 was expected");
    }
    return new Value.Truth(value == 1);
  }

  private Value array(String what) {
    long at = cursor.position();
    var type = type("an element of " + what);
    int count = cursor.count("the number of elements of " + what, type.bytes());
    return switch (type) {
      case ARRAY -> throw cursor.wrong(at, what + " is a list of lists, which is not supported");
      case STRING -> texts(count, what);
      case BOOL, UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64, FLOAT32, FLOAT64 ->
          new Value.Numbers(type, count, cursor.slice((long) count * type.bytes(), what));
    };
  }

  private Value texts(int count, String what) {
    var texts = new ArrayList<String>(count);
    var element = "an element of " + what;
    for (int i = 0; i < count; i++) {
      texts.add(cursor.text(element));
    }
    return new Value.Texts(texts);
  }
}
