package dev.millrace.gateway.catalog;

import dev.millrace.gateway.ledger.Money;
import dev.millrace.llm.Usage;

/// What the tokens of a model cost.
public sealed interface Price {
  /// Tokens that prices are told for.
  long MILLION = 1_000_000;

  /// Nothing, on purpose.
  record Free() implements Price {}

  /// So many nano-dollars per million tokens of a class.
  ///
  /// @param input prompt tokens that no cache spared
  /// @param cachedInput prompt tokens read from a cache
  /// @param writtenInput prompt tokens that a cache was made to keep
  /// @param output generated tokens, reasoning included
  record PerMillion(long input, long cachedInput, long writtenInput, long output) implements Price {
    public PerMillion {
      if (input < 0 || cachedInput < 0 || writtenInput < 0 || output < 0) {
        throw new IllegalArgumentException("a price is never negative");
      }
    }

    /// Where keeping is not charged for by itself.
    public PerMillion(long input, long cachedInput, long output) {
      this(input, cachedInput, input, output);
    }
  }

  /// The price of one call, rounded up to the nano-dollar for each token class.
  default Money of(Usage usage) {
    return switch (this) {
      case Free _ -> Money.ZERO;
      case PerMillion(var input, var cachedInput, var writtenInput, var output) ->
          part(usage.input() - usage.cachedInput() - usage.writtenInput(), input)
              .plus(part(usage.cachedInput(), cachedInput))
              .plus(part(usage.writtenInput(), writtenInput))
              .plus(part(usage.output(), output));
    };
  }

  private static Money part(int tokens, long perMillion) {
    long rest = Math.ceilDiv(perMillion % MILLION * tokens, MILLION);
    return new Money(Math.addExact(Math.multiplyExact(perMillion / MILLION, (long) tokens), rest));
  }
}
