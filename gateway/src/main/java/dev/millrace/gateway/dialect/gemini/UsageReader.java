package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Event;
import dev.millrace.llm.Json;
import dev.millrace.llm.Usage;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Consumer;

/// What Google says that an answer took, or else an estimate. Each count is of the whole answer so
/// far. Thoughts are left out of `candidatesTokenCount`, and what Google's own tools read out of
/// `promptTokenCount`; we count both in (2026-11).
final class UsageReader {
  private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE / 8);

  private final int promptTokens;
  private Optional<Usage> told = Optional.empty();
  private long bytes;

  UsageReader(int promptTokens) {
    this.promptTokens = promptTokens;
  }

  void saw(String text) {
    bytes += Estimate.bytes(text);
  }

  Usage total() {
    return told.orElseGet(
        () -> new Usage(promptTokens, 0, Estimate.tokens(bytes), 0, Usage.Origin.ESTIMATED));
  }

  /// Tells of the prompt at first, before the words of the frame.
  void begin(Value given, Consumer<? super Event> out) {
    if (told.isEmpty()) {
      read(given.object())
          .map(usage -> new Usage(usage.input(), usage.cachedInput(), 0, 0, Usage.Origin.PROVIDER))
          .ifPresent(usage -> tell(usage, out));
    }
  }

  /// Tells of it if it is news, so that an answer which is cancelled is settled as far as it came.
  /// Comes after the words of the frame.
  void take(Value given, Consumer<? super Event> out) {
    read(given.object()).ifPresent(usage -> tell(usage, out));
  }

  private void tell(Usage usage, Consumer<? super Event> out) {
    var now = Optional.of(usage);
    if (!now.equals(told)) {
      told = now;
      out.accept(new Event.Metered(usage));
    }
  }

  private static Optional<Usage> read(Members usage) {
    boolean odd =
        usage.find("candidatesTokenCount").isPresent()
            && find(usage, "candidatesTokenCount").isEmpty();
    if (odd || find(usage, "promptTokenCount").isEmpty()) {
      return Optional.empty(); // what makes no sense is not free: it is estimated
    }
    int input = count(usage, "promptTokenCount") + count(usage, "toolUsePromptTokenCount");
    int thoughts = count(usage, "thoughtsTokenCount");
    return Optional.of(
        new Usage(
            input,
            Math.min(count(usage, "cachedContentTokenCount"), input),
            count(usage, "candidatesTokenCount") + thoughts,
            thoughts,
            Usage.Origin.PROVIDER));
  }

  private static int count(Members usage, String name) {
    return find(usage, name).orElse(0);
  }

  private static Optional<Integer> find(Members usage, String name) {
    return usage
        .find(name)
        .map(Value::json)
        .filter(json ->
            json instanceof Json.Numeral(var number)
                && number.signum() >= 0
                && number.compareTo(MOST) <= 0)
        .map(json -> ((Json.Numeral) json).value().intValue());
  }
}
