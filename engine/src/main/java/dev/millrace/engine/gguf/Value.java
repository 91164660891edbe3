package dev.millrace.engine.gguf;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// What a metadata key holds.
sealed interface Value {
  /// What to call it in a message.
  String kind();

  /// A whole number; an unsigned 64-bit one beyond `long` is negative here and `beyond`.
  record Whole(long value, boolean beyond) implements Value {
    @Override
    public String kind() {
      return "a whole number";
    }
  }

  record Decimal(double value) implements Value {
    @Override
    public String kind() {
      return "a decimal number";
    }
  }

  record Truth(boolean value) implements Value {
    @Override
    public String kind() {
      return "a truth value";
    }
  }

  record Text(String value) implements Value {
    @Override
    public String kind() {
      return "a string";
    }
  }

  record Texts(List<String> values) implements Value {
    @Override
    public String kind() {
      return "a list of strings";
    }
  }

  /// Numbers or truth values, left in the file until somebody asks for them.
  record Numbers(ValueType type, int count, MemorySegment data) implements Value {
    @Override
    public String kind() {
      return "a list of " + type;
    }
  }
}
