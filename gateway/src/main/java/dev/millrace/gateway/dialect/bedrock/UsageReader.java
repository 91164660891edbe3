package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.gateway.json.Members;
import dev.millrace.llm.Json;
import dev.millrace.llm.Request;
import dev.millrace.llm.Usage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What an answer took, as Bedrock says, or else an estimate. Tokens read from a cache and written to
/// one are left out of `inputTokens`; we count them in. Where the total shows that they are in
/// already, they are not counted twice. (docs.aws.amazon.com, "Prompt caching", 2026-11)
final class UsageReader {
  private static final int MOST = Integer.MAX_VALUE / 8;

  private final Request request;
  private Optional<Usage> told = Optional.empty();
  private long bytes;

  UsageReader(Request request) {
    this.request = request;
  }

  void saw(String text) {
    bytes += text.getBytes(StandardCharsets.UTF_8).length;
  }

  boolean told() {
    return told.isPresent();
  }

  Usage total() {
    return told.orElseGet(
        () -> new Usage(Estimate.prompt(request), 0, said(), 0, Usage.Origin.ESTIMATED));
  }

  private int said() {
    return (int) ((bytes + 3) / 4);
  }

  /// Of what is not told, or makes no sense, the estimate counts, lest it cost nothing.
  void take(Members usage) {
    var prompt = find(usage, "inputTokens");
    var spent = find(usage, "outputTokens");
    int input = prompt.orElseGet(() -> Estimate.prompt(request));
    int output = spent.orElseGet(this::said);
    int read = count(usage, "cacheReadInputTokens");
    int written = count(usage, "cacheWriteInputTokens");
    boolean inside =
        read + written > 0
            && read + written <= input
            && count(usage, "totalTokens") == input + output;
    told =
        Optional.of(
            new Usage(
                inside ? input : input + read + written,
                read,
                written,
                output,
                0,
                prompt.isPresent() && spent.isPresent()
                    ? Usage.Origin.PROVIDER
                    : Usage.Origin.ESTIMATED));
  }

  private static int count(Members usage, String name) {
    return find(usage, name).orElse(0);
  }

  /// A count that makes no sense is none.
  private static Optional<Integer> find(Members usage, String name) {
    return usage
        .find(name)
        .filter(value ->
            value.json() instanceof Json.Numeral(var number)
                && number.signum() >= 0
                && number.compareTo(BigDecimal.valueOf(MOST)) <= 0)
        .map(value -> ((Json.Numeral) value.json()).value().intValue());
  }
}
