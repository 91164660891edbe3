package dev.millrace.gateway.catalog;

import java.time.Duration;
import java.util.Optional;

/// How requests to a model are answered: by whom first, and how hard it is tried.
///
/// @param routing how requests are spread over the places where the model runs
/// @param retries how many attempts may follow the first, 0 to 10
/// @param hedging when two attempts are made at once; absent: never
/// @param continuation how an answer that broke off before the client's eyes is gone on with
/// @param whole how long all attempts together may take, to the end of the answer
/// @param repairs how often one attempt's answer may be mended where it is not of the form that was
///     demanded, 0 to 5; 0: it is refused
public record Manner(
    Routing routing,
    int retries,
    Optional<Hedging> hedging,
    Continuation continuation,
    Duration whole,
    int repairs) {
  /// The most repairs that there may be.
  public static final int MOST_REPAIRS = 5;

  private static final int USUAL_REPAIRS = 1;
  private static final int USUAL_RETRIES = 5;

  public Manner {
    if (retries < 0 || retries > 10) {
      throw new IllegalArgumentException("retries are 0 to 10, not " + retries);
    }
    if (repairs < 0 || repairs > MOST_REPAIRS) {
      throw new IllegalArgumentException("repairs are 0 to 5, not " + repairs);
    }
  }

  /// Places are asked as they are listed, and answers are mended as often as usual.
  public Manner(int retries, Optional<Hedging> hedging, Continuation continuation, Duration whole) {
    this(Routing.asListed(), retries, hedging, continuation, whole, USUAL_REPAIRS);
  }

  /// The same, spread otherwise.
  public Manner withRouting(Routing other) {
    return new Manner(other, retries, hedging, continuation, whole, repairs);
  }

  /// As listed; five more attempts, one at a time, within an hour; broken answers are gone on with
  /// where somebody can.
  public static Manner usual() {
    return new Manner(USUAL_RETRIES, Optional.empty(), Continuation.BOTH, Duration.ofHours(1));
  }

  /// How an answer can be gone on with by somebody else.
  public enum Continuation {
    /// Not at all: it ends, and says that it broke.
    OFF,
    /// As the beginning of the assistant's own turn.
    PREFILL,
    /// As the tokens of the prompt and of the answer so far.
    TOKENS,
    /// As tokens where that can be, else as the beginning of the turn.
    BOTH;

    /// Whether the assistant's turn may be begun with it.
    public boolean prefills() {
      return this == PREFILL || this == BOTH;
    }

    /// Whether its tokens may be sent.
    public boolean sendsTokens() {
      return this == TOKENS || this == BOTH;
    }
  }

  /// When somebody else is asked as well because the first takes long.
  ///
  /// @param after how long the first may take; absent: so long as 95 of 100 answers took to begin
  ///     there
  /// @param mostExtra what second attempts may cost at most, as a share of what first ones do, in
  ///     percent, 1 to 100
  public record Hedging(Optional<Duration> after, int mostExtra) {
    public Hedging {
      if (mostExtra < 1 || mostExtra > 100) {
        throw new IllegalArgumentException("a share is 1 to 100 percent, not " + mostExtra);
      }
    }
  }
}
