package dev.millrace.engine.model;

/// The next tokens of one sequence.
///
/// @param cache what the sequence has behind it
/// @param tokens one or more; not copied, so leave them alone until the run is over
/// @param logits whether to compute the logits behind the last of `tokens`
@SuppressWarnings("ArrayRecordComponent") // Made once a step, never compared.
public record Slice(Cache cache, int[] tokens, boolean logits) {
  public Slice {
    if (tokens.length == 0) {
      throw new IllegalArgumentException("a slice without tokens");
    }
  }
}
