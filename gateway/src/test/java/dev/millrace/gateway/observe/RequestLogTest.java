package dev.millrace.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.ledger.Money;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.llm.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestLogTest {
  private static Origin origin(Map<String, String> labels) {
    return new Origin("req_1", Instant.EPOCH, "a", "h", "M", true, false, labels);
  }

  private static Finished call(Map<String, String> labels) {
    return new Finished(
        origin(labels),
        "m",
        200,
        Outcome.COMPLETE,
        new Usage(3, 0, 4, 0, Usage.Origin.EXACT),
        Money.ZERO,
        Optional.empty(),
        Duration.ofMillis(12),
        Optional.empty(),
        List.of());
  }

  @Test
  void aCallIsOneLine() {
    assertThat(RequestLog.line(call(Map.of())))
        .isEqualTo("req_1 200 m complete 3+4 tokens (exact) 12 ms");
  }

  @Test
  void labelsFollowInAFormThatIsNoLineOfOurs() {
    assertThat(RequestLog.line(call(Map.of("agent_id", "a\nreq_2 200 \u00e9"))))
        .isEqualTo("req_1 200 m complete 3+4 tokens (exact) 12 ms agent_id=a?req_2?200??");
    assertThat(RequestLog.line(call(Map.of("agent_id", "x".repeat(500))))).hasSizeLessThan(200);
  }

  @Test
  void aRefusalIsOneLine() {
    var refused = new Rejected(origin(Map.of()), 400, new Trouble("invalid_json", "secret"));
    assertThat(RequestLog.line(refused)).isEqualTo("req_1 400 refused invalid_json");
  }
}
