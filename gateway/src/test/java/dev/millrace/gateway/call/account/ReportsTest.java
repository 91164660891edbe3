package dev.millrace.gateway.call.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.ledger.Money;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.observe.Finished;
import dev.millrace.gateway.observe.Origin;
import dev.millrace.gateway.observe.Rejected;
import dev.millrace.gateway.observe.Statistics;
import dev.millrace.gateway.observe.Trouble;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportsTest {
  private static final Instant NOW = Instant.parse("2026-02-03T10:00:00Z");

  private final Golden golden = Golden.in("call/account");
  private final Statistics statistics = new Statistics(() -> NOW);

  @BeforeEach
  void use() {
    call(1, "GLM-5.1", NOW.minus(Duration.ofDays(2)), 200);
    call(2, "GLM-5.1", NOW.minus(Duration.ofMinutes(30)), 200);
    call(3, "Kimi-K2.6", NOW.minus(Duration.ofMinutes(20)), 502);
    call(4, "GLM-5.1", NOW.minus(Duration.ofMinutes(4)), 200);
    statistics.rejected(
        new Rejected(
            origin(5, NOW.minusSeconds(9), "a", ""), 422, new Trouble("bad", "messages: why")));
    statistics.rejected(
        new Rejected(origin(6, NOW, "somebody else", ""), 422, new Trouble("bad", "secret")));
  }

  private static Origin origin(int number, Instant at, String account, String asked) {
    return new Origin("req_" + number, at, account, "h", asked, true, false, Map.of());
  }

  private void call(int number, String model, Instant at, int status) {
    boolean good = status == 200;
    statistics.finished(
        new Finished(
            origin(number, at, "a", model.toLowerCase(Locale.ROOT)),
            model,
            status,
            good ? Outcome.COMPLETE : Outcome.UPSTREAM_ERROR,
            new Usage(1_000 * number, 500, 100, 0, Usage.Origin.EXACT),
            new Money(1_234_000L * number),
            good ? Optional.of(Duration.ofMillis(100L * number)) : Optional.empty(),
            Duration.ofMillis(1_000L * number),
            good ? Optional.empty() : Optional.of(new Trouble("upstream_error", "acme: no")),
            List.of()));
  }

  private static Query query(String text) {
    var values = new HashMap<String, String>();
    for (String pair : List.of(text.split("&", -1))) {
      var parts = List.of(pair.split("=", -1));
      values.put(parts.getFirst(), parts.getLast());
    }
    return new Query(values);
  }

  private void check(String name, byte[] json) {
    golden.checkJson(name, json);
  }

  @Test
  void theQuotaCountsTheMonth() {
    check("quota.json", new Quota(statistics, NOW).write("a", "pass.example.com"));
  }

  @Test
  void usageIsToldByDayAndByModel() {
    check("usage_7d.json", new Spending(statistics, NOW).write("a", query("period=7d")));
    check(
        "usage_of_a_day.json",
        new Spending(statistics, NOW).write("a", query("start_at=2026-02-01&end_at=2026-02-01")));
  }

  @Test
  void metricsSumUpTheRange() {
    check(
        "metrics.json",
        new Metrics(statistics, NOW).write("a", query("endpoint=h&range_minutes=60")));
    check(
        "metrics_of_a_model.json",
        new Metrics(statistics, NOW).write("a", query("range_minutes=5&model=glm-5.1")));
  }

  @Test
  void requestsAreToldNewestFirst() {
    check("requests.json", new Recent(statistics).write("a", query("limit=2")));
    check("requests_rest.json", new Recent(statistics).write("a", query("cursor=3")));
    check("requests_failed.json", new Recent(statistics).write("a", query("errors_only=true")));
  }

  @Test
  void whoDidNothingIsToldSo() {
    check(
        "nothing_metrics.json", new Metrics(statistics, NOW).write("b", query("range_minutes=5")));
    check("nothing_usage.json", new Spending(statistics, NOW).write("b", query("period=1d")));
    check("nothing_requests.json", new Recent(statistics).write("b", query("limit=1")));
  }

  @ParameterizedTest
  @CsvSource({
    "usage, period=2d, period",
    "usage, period=1d&start_at=2026-01-01, period",
    "usage, start_at=2026-01-01, end_at",
    "usage, end_at=2026-01-01, start_at",
    "usage, start_at=yesterday&end_at=2026-01-01, start_at",
    "usage, start_at=2026-01-02&end_at=2026-01-01T00:00:00Z, end_at",
    "usage, start_at=2020-01-02&end_at=2026-01-01T00:00:00Z, start_at",
    "metrics, range_minutes=7, range_minutes",
    "metrics, range_minutes=x, range_minutes",
    "requests, limit=0, limit",
    "requests, limit=201, limit",
    "requests, limit=many, limit",
    "requests, cursor=abc, cursor",
    "requests, errors_only=maybe, errors_only",
  })
  void whatCannotBeToldIsRefusedByName(String report, String query, String field) {
    assertThatThrownBy(() -> write(report, query(query)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(field);
  }

  private byte[] write(String report, Query query) {
    return switch (report) {
      case "usage" -> new Spending(statistics, NOW).write("a", query);
      case "metrics" -> new Metrics(statistics, NOW).write("a", query);
      default -> new Recent(statistics).write("a", query);
    };
  }

  @ParameterizedTest
  @CsvSource({"50, 2", "25, 1", "26, 2", "99, 4", "100, 4", "1, 1", "75, 3"})
  void aPercentileIsOneOfTheNumbers(int percent, double number) {
    assertThat(new Percentiles(List.of(4.0, 2.0, 1.0, 3.0)).at(percent)).hasValue(number);
    assertThat(new Percentiles(List.of()).at(percent)).isEmpty();
  }
}
