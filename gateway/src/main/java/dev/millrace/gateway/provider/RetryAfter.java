package dev.millrace.gateway.provider;

import dev.millrace.llm.Failure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// When a provider that fails wants to be asked again: the header `retry-after` in seconds, or
/// `retry-after-ms`, which OpenAI and Azure send beside it (2026-11). A date is not read.
final class RetryAfter {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");

  private RetryAfter() {}

  /// The failure, with what the headers say of it where it is one of the provider (from 500 on).
  ///
  /// @param headers by lower-case name
  static Failure said(Failure failure, Map<String, String> headers) {
    return failure instanceof Failure.Upstream upstream && upstream.status() >= 500
        ? of(headers).<Failure>map(upstream::withRetryAfter).orElse(failure)
        : failure;
  }

  private static Optional<Duration> of(Map<String, String> headers) {
    return millis(headers, "retry-after-ms", 1).or(() -> millis(headers, "retry-after", 1_000));
  }

  private static Optional<Duration> millis(Map<String, String> headers, String name, int unit) {
    return Optional.ofNullable(headers.get(name))
        .map(String::strip)
        .filter(value -> NUMBER.matcher(value).matches())
        .map(value -> new BigDecimal(value).multiply(BigDecimal.valueOf(unit)))
        .map(value -> Duration.ofMillis(value.setScale(0, RoundingMode.CEILING).longValueExact()));
  }
}
