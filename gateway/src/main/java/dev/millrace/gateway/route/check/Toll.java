package dev.millrace.gateway.route.check;

import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.llm.Event;
import dev.millrace.llm.Request;
import dev.millrace.llm.Usage;
import java.util.Optional;

/// Counts what one try takes, as far as its upstream does not say.
final class Toll {
  private static final int CHARACTERS_PER_TOKEN = 4;

  private final Request asked;
  private int pieces;
  private long characters;
  private Optional<Usage> told = Optional.empty();
  private boolean current;

  Toll(Request asked) {
    this.asked = asked;
  }

  void count(Event event) {
    if (event instanceof Event.Grew grew) {
      pieces++;
      characters += grew.delta().length();
      current = false;
    } else if (event instanceof Event.Metered(var usage)) {
      told = Optional.of(usage);
      current = true;
    }
  }

  /// What it has taken until now.
  Usage usage() {
    if (current && told.isPresent()) {
      return told.get();
    }
    int output = (int) Math.max(pieces, Math.ceilDiv(characters, CHARACTERS_PER_TOKEN));
    return told.map(usage -> grown(usage, output))
        .orElseGet(() -> new Usage(Estimate.prompt(asked), 0, output, 0, Usage.Origin.ESTIMATED));
  }

  private static Usage grown(Usage usage, int output) {
    return new Usage(
        usage.input(),
        usage.cachedInput(),
        usage.writtenInput(),
        Math.max(usage.output(), output),
        usage.reasoning(),
        Usage.Origin.ESTIMATED);
  }
}
