package dev.millrace.engine.tensor;

import java.util.Objects;

/// A stretch of an array of floats.
///
/// @param values shared, not copied
/// @param at where it begins
/// @param length how many
@SuppressWarnings("ArrayRecordComponent") // A view, never compared.
public record Span(float[] values, int at, int length) {
  public Span {
    Objects.checkFromIndexSize(at, length, values.length);
  }
}
