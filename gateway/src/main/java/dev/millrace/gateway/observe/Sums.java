package dev.millrace.gateway.observe;

import dev.millrace.llm.Usage;

/// What several requests came to.
///
/// @param good those that were answered with a status below 400
/// @param refused those with a status of 400 to 499
/// @param failed those with a status from 500 on
/// @param cachedInput part of `input`
/// @param nanos what they cost, in nano-dollars
public record Sums(
    long good, long refused, long failed, long input, long cachedInput, long output, long nanos) {
  /// Of none.
  public static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0);

  /// Of one.
  static Sums of(int status, Usage usage, long nanos) {
    return new Sums(
        status < 400 ? 1 : 0,
        status >= 400 && status < 500 ? 1 : 0,
        status >= 500 ? 1 : 0,
        usage.input(),
        usage.cachedInput(),
        usage.output(),
        nanos);
  }

  /// How many there were.
  public long requests() {
    return good + refused + failed;
  }

  /// Of both.
  public Sums plus(Sums other) {
    return new Sums(
        good + other.good,
        refused + other.refused,
        failed + other.failed,
        input + other.input,
        cachedInput + other.cachedInput,
        output + other.output,
        nanos + other.nanos);
  }
}
