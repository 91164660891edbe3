package dev.millrace.gateway.json;

import java.math.BigDecimal;

/// The numbers from `from` to `to`, both included.
public record Range(double from, double to) {
  boolean holds(BigDecimal number) {
    return number.compareTo(BigDecimal.valueOf(from)) >= 0
        && number.compareTo(BigDecimal.valueOf(to)) <= 0;
  }

  @Override
  public String toString() {
    return plain(from) + " to " + plain(to);
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
