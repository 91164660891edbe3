package dev.millrace.gateway.config;

import dev.millrace.gateway.yaml.Fields;
import java.math.BigDecimal;
import java.util.Optional;

/// What a model costs its user.
public sealed interface Price {
  /// Nothing.
  record Free() implements Price {}

  /// By the token.
  ///
  /// @param input nano-dollars for a million tokens of the prompt
  /// @param cachedInput nano-dollars for a million tokens of the prompt that a cache spared
  /// @param writtenInput nano-dollars for a million tokens of the prompt that a cache was made to keep
  /// @param output nano-dollars for a million tokens of the answer
  record PerMillion(long input, long cachedInput, long writtenInput, long output)
      implements Price {}

  /// `free: true`, or `price:` with dollars per million tokens; absent when neither is said.
  static Optional<Price> read(Fields model) {
    var free = model.flag("free").orElse(false);
    if (!model.has("price")) {
      return free ? Optional.of(new Free()) : Optional.empty();
    }
    var price = perMillion(model.group("price"));
    if (free) {
      model.problem("price", "cannot be given for a model that is `free`");
    }
    return Optional.of(price);
  }

  /// Dollars per million tokens.
  static Price perMillion(Fields price) {
    long input = nanos(price, "input");
    long cachedInput = price.has("cached-input") ? nanos(price, "cached-input") : input;
    long writtenInput = price.has("written-input") ? nanos(price, "written-input") : input;
    long output = nanos(price, "output");
    price.end();
    return new PerMillion(input, cachedInput, writtenInput, output);
  }

  /// The same, as the catalogue has it.
  default dev.millrace.gateway.catalog.Price inCatalog() {
    return switch (this) {
      case Free _ -> new dev.millrace.gateway.catalog.Price.Free();
      case PerMillion(var input, var cached, var written, var output) ->
          new dev.millrace.gateway.catalog.Price.PerMillion(input, cached, written, output);
    };
  }

  private static long nanos(Fields price, String key) {
    if (!price.has(key)) {
      price.required(key);
      return 0;
    }
    return price.decimal(key, 9, 1_000_000).map(Price::nanos).orElse(0L);
  }

  private static long nanos(BigDecimal dollars) {
    return dollars.movePointRight(9).longValueExact();
  }
}
