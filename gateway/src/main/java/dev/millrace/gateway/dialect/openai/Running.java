package dev.millrace.gateway.dialect.openai;

import dev.millrace.llm.Usage;
import java.util.Optional;
import java.util.function.IntSupplier;

/// What an answer has used while it comes: what was told last, and a token for each piece since.
public final class Running {
  private final IntSupplier prompt;
  private Optional<Usage> counted = Optional.empty();
  private int pieces;

  /// @param prompt tokens of the prompt, estimated, until somebody counts them; asked for once at
  ///     most
  public Running(IntSupplier prompt) {
    this.prompt = prompt;
  }

  void grew() {
    pieces++;
  }

  void metered(Usage usage) {
    counted = Optional.of(usage);
    pieces = 0;
  }

  Usage now() {
    if (counted.isEmpty()) {
      counted = Optional.of(new Usage(prompt.getAsInt(), 0, 0, 0, Usage.Origin.ESTIMATED));
    }
    Usage usage = counted.orElseThrow();
    return pieces == 0 ? usage : usage.plus(new Usage(0, 0, pieces, 0, Usage.Origin.ESTIMATED));
  }
}
