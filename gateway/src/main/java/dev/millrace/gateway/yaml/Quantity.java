package dev.millrace.gateway.yaml;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Amounts as people write them: `250ms`, `30s`, `20MB`, `1GiB`.
public final class Quantity {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12}) ?([A-Za-z]{1,3})");

  private Quantity() {}

  /// A duration: a whole number and `ms`, `s`, `m` or `h`.
  public static Optional<Duration> duration(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "ms" -> Optional.of(Duration.ofMillis(amount));
      case "s" -> Optional.of(Duration.ofSeconds(amount));
      case "m" -> Optional.of(Duration.ofMinutes(amount));
      case "h" -> Optional.of(Duration.ofHours(amount));
      default -> Optional.empty();
    };
  }

  /// A number of bytes: a whole number and `B`, `kB`, `MB`, `GB` (of 1000) or `KiB`, `MiB`, `GiB`
  /// (of 1024).
  public static OptionalLong bytes(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      return OptionalLong.empty();
    }
    long unit = unit(match.group(2));
    long amount = Long.parseLong(match.group(1));
    return unit == 0 || amount > Long.MAX_VALUE / unit
        ? OptionalLong.empty()
        : OptionalLong.of(amount * unit);
  }

  private static long unit(String name) {
    return switch (name) {
      case "B" -> 1;
      case "kB", "KB" -> 1_000;
      case "MB" -> 1_000_000;
      case "GB" -> 1_000_000_000;
      case "KiB" -> 1L << 10;
      case "MiB" -> 1L << 20;
      case "GiB" -> 1L << 30;
      default -> 0;
    };
  }

  /// The shortest exact way to write a duration, to milliseconds.
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 60 != 0 || seconds == 0) {
      return seconds + "s";
    }
    return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
  }
}
