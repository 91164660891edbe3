package dev.millrace.llm;

import java.util.List;

/// How likely one generated token was, and what else could have been.
///
/// @param top the likeliest tokens at that place, likeliest first; the chosen one may be among them
public record TokenLogprob(Candidate chosen, List<Candidate> top) {
  public TokenLogprob {
    top = List.copyOf(top);
  }

  /// A token and its natural-log probability (at most 0).
  ///
  /// @param text the token alone; U+FFFD where its bytes are no whole UTF-8
  /// @param bytes its bytes, each 0 to 255; empty when the upstream did not say
  public record Candidate(String text, List<Integer> bytes, double logprob) {
    public Candidate {
      bytes = List.copyOf(bytes);
    }
  }
}
