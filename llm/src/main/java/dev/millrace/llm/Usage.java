package dev.millrace.llm;

/// The tokens of one call, by class. Cached tokens are counted in `input`, reasoning tokens in
/// `output`, whatever the upstream's own convention.
///
/// @param input tokens of the prompt, those read from a cache included
/// @param cachedInput the part of `input` that a cache spared
/// @param writtenInput the part of `input` that a cache was made to keep, where that has its own price
/// @param output tokens generated, over all choices, reasoning included
/// @param reasoning the part of `output` that was thought
/// @param origin who counted
public record Usage(
    int input, int cachedInput, int writtenInput, int output, int reasoning, Origin origin) {
  /// Who counted, and so how far the numbers can be trusted; the most certain first.
  public enum Origin {
    /// Our own engine did.
    EXACT,
    /// The upstream said so.
    PROVIDER,
    /// Nobody did; they are an estimate.
    ESTIMATED
  }

  public Usage {
    if (input < 0 || output < 0 || cachedInput < 0 || writtenInput < 0 || reasoning < 0) {
      throw new IllegalArgumentException("negative token count");
    }
    if ((long) cachedInput + writtenInput > input || reasoning > output) {
      throw new IllegalArgumentException("a part is larger than its whole");
    }
  }

  /// Where no cache was written.
  public Usage(int input, int cachedInput, int output, int reasoning, Origin origin) {
    this(input, cachedInput, 0, output, reasoning, origin);
  }

  /// This and another call's, trusted no further than the less certain of them.
  public Usage plus(Usage other) {
    return new Usage(
        Math.addExact(input, other.input),
        Math.addExact(cachedInput, other.cachedInput),
        Math.addExact(writtenInput, other.writtenInput),
        Math.addExact(output, other.output),
        Math.addExact(reasoning, other.reasoning),
        origin.compareTo(other.origin) < 0 ? other.origin : origin);
  }

  /// Input and output together.
  public int total() {
    return Math.addExact(input, output);
  }
}
