package dev.millrace.bench.gateway;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The middle of several measurements, with the least and the greatest.
public record Median(double value, double least, double greatest) {
  /// Of at least one measurement; of an even number, the lower of the two in the middle.
  public static <T> Median of(List<T> samples, ToDoubleFunction<T> number) {
    var sorted = samples.stream().mapToDouble(number).sorted().toArray();
    return new Median(sorted[(sorted.length - 1) / 2], sorted[0], sorted[sorted.length - 1]);
  }

  /// With this many digits after the point.
  public String shown(int digits) {
    var format = "%,." + digits + "f";
    return String.format(
        Locale.ROOT, format + " (" + format + " to " + format + ")", value, least, greatest);
  }
}
