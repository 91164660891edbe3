package dev.millrace.engine.gguf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The key-value part of a file. Every getter throws [InvalidGguf], naming the key, when the value is missing or of
/// another kind; the getters with a fallback do so only for another kind.
public final class Metadata {
  /// A value and where it stands.
  record Entry(Value value, long at) {}

  private final String file;
  private final Map<String, Entry> entries;

  Metadata(String file, Map<String, Entry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /// The file's name, for messages.
  public String file() {
    return file;
  }

  /// All keys, in the order of the file.
  public Set<String> keys() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  public String string(String key) {
    return string(key, needed(key, "a string"));
  }

  public String string(String key, String fallback) {
    return found(key).map(entry -> string(key, entry)).orElse(fallback);
  }

  public boolean truth(String key) {
    return truth(key, needed(key, "a truth value"));
  }

  public boolean truth(String key, boolean fallback) {
    return found(key).map(entry -> truth(key, entry)).orElse(fallback);
  }

  /// A whole number of any width.
  public long whole(String key) {
    return whole(key, needed(key, "a whole number"));
  }

  public long whole(String key, long fallback) {
    return found(key).map(entry -> whole(key, entry)).orElse(fallback);
  }

  /// A whole number that fits an `int`.
  public int integer(String key) {
    return integer(key, needed(key, "a whole number"));
  }

  public int integer(String key, int fallback) {
    return found(key).map(entry -> integer(key, entry)).orElse(fallback);
  }

  /// A number, decimal or whole.
  public double decimal(String key) {
    return decimal(key, needed(key, "a number"));
  }

  public double decimal(String key, double fallback) {
    return found(key).map(entry -> decimal(key, entry)).orElse(fallback);
  }

  public List<String> strings(String key) {
    var entry = needed(key, "a list of strings");
    return switch (entry.value) {
      case Value.Texts(var values) -> Collections.unmodifiableList(values);
      case Value.Numbers(_, var count, _) when count == 0 -> List.of();
      case Value.Whole _, Value.Decimal _, Value.Truth _, Value.Text _, Value.Numbers _ ->
          throw unexpected(key, entry, "a list of strings");
    };
  }

  /// A list of whole numbers that fit an `int`, read from the file anew at each call.
  public int[] integers(String key) {
    var wanted = "a list of whole numbers";
    var entry = needed(key, wanted);
    var list = numbers(key, entry, wanted);
    var integers = new int[list.count()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] =
          fit(key, entry, whole(list, i).orElseThrow(() -> unexpected(key, entry, wanted)));
    }
    return integers;
  }

  /// A list of 32-bit decimal numbers, read from the file anew at each call.
  public float[] decimals(String key) {
    var wanted = "a list of decimal numbers";
    var entry = needed(key, wanted);
    var list = numbers(key, entry, wanted);
    if (list.type() != ValueType.FLOAT32) {
      throw unexpected(key, entry, wanted);
    }
    var decimals = new float[list.count()];
    for (int i = 0; i < decimals.length; i++) {
      decimals[i] = Float.intBitsToFloat(list.data().get(Cursor.INT, 4L * i));
    }
    return decimals;
  }

  private Optional<Entry> found(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  private Entry needed(String key, String wanted) {
    return found(key)
        .orElseThrow(() ->
            new InvalidGguf(
                file, "metadata key '" + key + "' is missing; " + wanted + " was expected"));
  }

  private InvalidGguf unexpected(String key, Entry entry, String wanted) {
    return InvalidGguf.at(
        file,
        entry.at,
        "metadata key '" + key + "' holds " + entry.value.kind() + "; " + wanted + " was expected");
  }

  private String string(String key, Entry entry) {
    return switch (entry.value) {
      case Value.Text(var value) -> value;
      case Value.Whole _, Value.Decimal _, Value.Truth _, Value.Texts _, Value.Numbers _ ->
          throw unexpected(key, entry, "a string");
    };
  }

  private boolean truth(String key, Entry entry) {
    return switch (entry.value) {
      case Value.Truth(var value) -> value;
      case Value.Whole _, Value.Decimal _, Value.Text _, Value.Texts _, Value.Numbers _ ->
          throw unexpected(key, entry, "a truth value");
    };
  }

  private long whole(String key, Entry entry) {
    return switch (entry.value) {
      case Value.Whole(var value, var beyond) when !beyond -> value;
      case Value.Whole _ ->
          throw InvalidGguf.at(file, entry.at, "metadata key '" + key + "' is beyond 2^63-1");
      case Value.Decimal _, Value.Truth _, Value.Text _, Value.Texts _, Value.Numbers _ ->
          throw unexpected(key, entry, "a whole number");
    };
  }

  private int integer(String key, Entry entry) {
    return fit(key, entry, whole(key, entry));
  }

  private double decimal(String key, Entry entry) {
    return switch (entry.value) {
      case Value.Decimal(var value) -> value;
      case Value.Whole _ -> whole(key, entry);
      case Value.Truth _, Value.Text _, Value.Texts _, Value.Numbers _ ->
          throw unexpected(key, entry, "a number");
    };
  }

  private int fit(String key, Entry entry, long value) {
    if (value != (int) value) {
      throw InvalidGguf.at(
          file,
          entry.at,
          "metadata key '" + key + "' holds " + value + "; at most 32 bits were expected");
    }
    return (int) value;
  }

  private Value.Numbers numbers(String key, Entry entry, String wanted) {
    return switch (entry.value) {
      case Value.Numbers numbers -> numbers;
      case Value.Texts(var values) when values.isEmpty() ->
          new Value.Numbers(ValueType.FLOAT32, 0, MemorySegment.NULL);
      case Value.Whole _, Value.Decimal _, Value.Truth _, Value.Text _, Value.Texts _ ->
          throw unexpected(key, entry, wanted);
    };
  }

  private static Optional<Long> whole(Value.Numbers list, int index) {
    var data = list.data();
    return switch (list.type()) {
      case UINT8 -> Optional.of((long) Byte.toUnsignedInt(data.get(JAVA_BYTE, index)));
      case INT8 -> Optional.of((long) data.get(JAVA_BYTE, index));
      case UINT16 -> Optional.of((long) Short.toUnsignedInt(data.get(Cursor.SHORT, 2L * index)));
      case INT16 -> Optional.of((long) data.get(Cursor.SHORT, 2L * index));
      case UINT32 -> Optional.of(Integer.toUnsignedLong(data.get(Cursor.INT, 4L * index)));
      case INT32 -> Optional.of((long) data.get(Cursor.INT, 4L * index));
      case UINT64, INT64 -> Optional.of(data.get(Cursor.LONG, 8L * index));
      case BOOL, FLOAT32, FLOAT64, STRING, ARRAY -> Optional.empty();
    };
  }
}
