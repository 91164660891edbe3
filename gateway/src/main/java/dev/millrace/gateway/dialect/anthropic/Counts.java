package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import dev.millrace.llm.Usage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/// What an answer took, as its provider tells it: at the beginning, and again at the end for the whole.
/// Where it tells nothing, an estimate.
final class Counts {
  private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE / 8);
  private static final int BYTES_PER_TOKEN = 4;

  private final int promptTokens;
  private int fresh;
  private int read;
  private int written;
  private int output;
  private int thinking;
  private boolean told;
  private long bytes;

  /// @param promptTokens an estimate
  Counts(int promptTokens) {
    this.promptTokens = promptTokens;
  }

  /// Something was said.
  void saw(String text) {
    bytes += text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// Numbers of the whole until now. Some hosts have zeros at one end where they mean that they do not
  /// know (2026-11).
  void take(Value given) {
    var usage = given.object();
    fresh = count(usage, "input_tokens", fresh);
    read = count(usage, "cache_read_input_tokens", read);
    written = count(usage, "cache_creation_input_tokens", written);
    output = count(usage, "output_tokens", output);
    usage
        .find("output_tokens_details")
        .filter(details -> details.json() instanceof Json.Fields)
        .ifPresent(details -> thinking = count(details.object(), "thinking_tokens", thinking));
    told |= fresh > 0 || read > 0 || written > 0;
  }

  /// Whether the provider has counted the prompt.
  boolean told() {
    return told;
  }

  /// Anthropic leaves out of the input what a cache spared and what it was made to keep; we count both
  /// in. (2026-11)
  Usage total() {
    if (!told) {
      int said = Math.max(output, Math.toIntExact(Math.ceilDiv(bytes, BYTES_PER_TOKEN)));
      return new Usage(promptTokens, 0, 0, said, 0, Usage.Origin.ESTIMATED);
    }
    return new Usage(
        fresh + read + written,
        read,
        written,
        output,
        Math.min(thinking, output),
        Usage.Origin.PROVIDER);
  }

  private static int count(Members usage, String name, int before) {
    return usage
        .find(name)
        .map(Value::json)
        .filter(Counts::isCount)
        .map(json -> ((Json.Numeral) json).value().intValue())
        .filter(number -> number > 0)
        .orElse(before);
  }

  private static boolean isCount(Json json) {
    return json instanceof Json.Numeral(var number)
        && number.signum() >= 0
        && number.compareTo(MOST) <= 0;
  }
}
