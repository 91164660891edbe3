package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import dev.millrace.llm.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a provider says that an answer took, or else an estimate. Counts may come on any chunk;
/// they are of the whole answer so far, so the last ones hold.
public final class UsageReader {
  /// Where providers say how much of the prompt a cache spared: DeepSeek, Moonshot, Mistral.
  private static final List<String> CACHED =
      List.of("prompt_cache_hit_tokens", "cached_tokens", "num_cached_tokens");

  private final int promptTokens;
  private final boolean apart;
  private Optional<Usage> told = Optional.empty();
  private long bytes;

  /// @param promptTokens an estimate, for a provider that does not count; see [Estimate]
  /// @param apart whether thoughts are known to be left out of `completion_tokens`
  public UsageReader(int promptTokens, boolean apart) {
    this.promptTokens = promptTokens;
    this.apart = apart;
  }

  /// Some of the answer.
  public void saw(String text) {
    bytes += Estimate.bytes(text);
  }

  /// What the provider has said until now.
  public Optional<Usage> told() {
    return told;
  }

  /// What it took until now.
  public Usage total() {
    return told.orElseGet(
        () -> new Usage(promptTokens, 0, Estimate.tokens(bytes), 0, Usage.Origin.ESTIMATED));
  }

  /// What the provider says that it took until now.
  public void take(Value given) {
    var usage = given.object();
    var input = count(usage, "prompt_tokens");
    var output = count(usage, "completion_tokens");
    if (input.isEmpty() || output.isEmpty()) {
      return;
    }
    int reasoning =
        within(usage, "completion_tokens_details", "reasoning_tokens")
            .orElse(count(usage, "reasoning_tokens").orElse(0));
    int said = output.getAsInt();
    if (reasoning > 0 && isApart(usage, (long) input.getAsInt() + said + reasoning)) {
      said += reasoning;
    }
    int cached = Math.min(cached(usage), input.getAsInt());
    int written = within(usage, "prompt_tokens_details", "cache_write_tokens").orElse(0);
    told =
        Optional.of(
            new Usage(
                input.getAsInt(),
                cached,
                Math.min(written, input.getAsInt() - cached),
                said,
                Math.min(reasoning, said),
                Usage.Origin.PROVIDER));
  }

  /// xAI leaves reasoning tokens out of `completion_tokens`; the total gives it away. (2026-11)
  private boolean isApart(Members usage, long withReasoning) {
    var total = count(usage, "total_tokens");
    return total.isPresent() ? total.getAsInt() == withReasoning : apart;
  }

  private static int cached(Members usage) {
    var standard = within(usage, "prompt_tokens_details", "cached_tokens");
    if (standard.isPresent()) {
      return standard.getAsInt();
    }
    return CACHED.stream()
        .map(name -> count(usage, name))
        .filter(OptionalInt::isPresent)
        .mapToInt(OptionalInt::getAsInt)
        .findFirst()
        .orElse(0);
  }

  private static OptionalInt within(Members usage, String object, String name) {
    return usage
        .find(object)
        .map(details -> count(details.object(), name))
        .orElse(OptionalInt.empty());
  }

  private static OptionalInt count(Members usage, String name) {
    return usage
        .find(name)
        .map(Value::json)
        .filter(UsageReader::isCount)
        .map(json -> OptionalInt.of(((Json.Numeral) json).value().intValue()))
        .orElse(OptionalInt.empty());
  }

  private static boolean isCount(Json json) {
    return json instanceof Json.Numeral(var number)
        && number.signum() >= 0
        && number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE / 4)) <= 0;
  }
}
