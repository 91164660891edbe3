package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import dev.millrace.llm.Usage;
import java.math.BigDecimal;
import java.util.Optional;

/// What a provider says that an answer took, or else an estimate.
final class UsageReader {
  private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE / 4);

  private final int promptTokens;
  private Optional<Usage> told = Optional.empty();
  private long bytes;

  UsageReader(int promptTokens) {
    this.promptTokens = promptTokens;
  }

  void saw(String text) {
    bytes += Estimate.bytes(text);
  }

  /// What the provider has said.
  Optional<Usage> told() {
    return told;
  }

  Usage total() {
    return told.orElseGet(
        () -> new Usage(promptTokens, 0, Estimate.tokens(bytes), 0, Usage.Origin.ESTIMATED));
  }

  void take(Members usage) {
    var input = count(usage, "input_tokens");
    var output = count(usage, "output_tokens");
    if (input.isEmpty() || output.isEmpty()) {
      return;
    }
    int read = Math.min(within(usage, "input_tokens_details", "cached_tokens"), input.get());
    int written =
        Math.min(within(usage, "input_tokens_details", "cache_write_tokens"), input.get() - read);
    int thought =
        Math.min(within(usage, "output_tokens_details", "reasoning_tokens"), output.get());
    told =
        Optional.of(
            new Usage(input.get(), read, written, output.get(), thought, Usage.Origin.PROVIDER));
  }

  private static int within(Members usage, String object, String name) {
    return usage.find(object).flatMap(details -> count(details.object(), name)).orElse(0);
  }

  private static Optional<Integer> count(Members usage, String name) {
    return usage
        .find(name)
        .map(Value::json)
        .filter(UsageReader::isCount)
        .map(json -> ((Json.Numeral) json).value().intValue());
  }

  private static boolean isCount(Json json) {
    return json instanceof Json.Numeral(var number)
        && number.signum() >= 0
        && number.compareTo(MOST) <= 0;
  }
}
