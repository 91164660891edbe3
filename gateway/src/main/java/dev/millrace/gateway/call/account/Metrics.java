package dev.millrace.gateway.call.account;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.observe.Row;
import dev.millrace.gateway.observe.Statistics;
import dev.millrace.gateway.observe.Statistics.Sum;
import dev.millrace.gateway.observe.Sums;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;

/// How many requests there were, and how well they were served: sums of all of them, and how long
/// the latest took.
record Metrics(Statistics statistics, Instant now) {
  private static final List<String> RANGES =
      List.of("5", "15", "30", "60", "360", "1440", "10080", "43200");
  private static final String USUAL = "60";
  private static final int POINTS = 48;

  byte[] write(String account, Query query) {
    var range = Duration.ofMinutes(Long.parseLong(query.oneOf("range_minutes", RANGES, USUAL)));
    Instant from = now.minus(range);
    Predicate<String> wanted =
        query
            .text("model")
            .<Predicate<String>>map(model -> model::equalsIgnoreCase)
            .orElse(_ -> true);
    var sums =
        statistics.sums(account, from, now.plusSeconds(1)).stream()
            .filter(sum -> wanted.test(sum.model()))
            .toList();
    var rows =
        statistics.latest(
            account,
            row -> !row.at().isBefore(from) && wanted.test(row.model().orElse("")),
            Integer.MAX_VALUE);
    var json = new JsonWriter().object();
    query.text("endpoint").ifPresent(endpoint -> json.field("endpoint", endpoint));
    json.field("range_minutes", range.toMinutes()).object("summary");
    summary(sums.stream().map(Sum::sums).reduce(Sums.NONE, Sums::plus), range, json);
    times(rows, json);
    json.nothing("concurrent_requests").endObject();
    series(sums, from, step(range), json);
    return json.endObject().bytes();
  }

  private static void summary(Sums all, Duration range, JsonWriter json) {
    json.field("total_requests", all.requests())
        .field("rps", rate(all, range.toSeconds()))
        .field("cache_hit_pct", percent(all.cachedInput(), all.input()))
        .field("total_input_tokens", all.input())
        .field("total_output_tokens", all.output())
        .field("total_cache_read_tokens", all.cachedInput())
        .field("count_2xx", all.good())
        .field("count_4xx", all.refused())
        .field("count_5xx", all.failed())
        .field("error_rate_pct", percent(all.refused() + all.failed(), all.requests()));
  }

  private static double rate(Sums sums, long seconds) {
    return Math.round(10_000.0 * sums.requests() / seconds) / 10_000.0;
  }

  private static double percent(long part, long whole) {
    return whole == 0 ? 0 : Math.round(10_000.0 * part / whole) / 100.0;
  }

  private static void times(List<Row> rows, JsonWriter json) {
    var first = new Percentiles(millis(rows.stream().map(Row::first).toList()));
    var speed = new Percentiles(rows.stream().map(Row::speed).flatMap(Optional::stream).toList());
    var took =
        new Percentiles(
            millis(
                rows.stream()
                    .filter(row -> row.model().isPresent())
                    .map(row -> Optional.of(row.took()))
                    .toList()));
    for (int percent : new int[] {50, 90, 99}) {
      number("ttft_p" + percent + "_ms", first.at(percent), json);
      number("latency_p" + percent + "_ms", took.at(percent), json);
    }
    for (int percent : new int[] {10, 50, 90, 99}) {
      number("tps_p" + percent, speed.at(percent), json);
    }
  }

  private static List<Double> millis(List<Optional<Duration>> times) {
    return times.stream().flatMap(Optional::stream).map(time -> (double) time.toMillis()).toList();
  }

  private static void number(String name, OptionalDouble value, JsonWriter json) {
    if (value.isPresent()) {
      json.field(name, Math.round(100 * value.getAsDouble()) / 100.0);
    } else {
      json.nothing(name);
    }
  }

  private static long step(Duration range) {
    long steps = Math.ceilDiv(range.toMinutes(), Statistics.STEP.toMinutes());
    return Statistics.STEP.toSeconds() * Math.ceilDiv(steps, POINTS);
  }

  /// @param step in seconds
  private void series(List<Sum> sums, Instant from, long step, JsonWriter json) {
    var points = new TreeMap<Long, Sums>();
    for (long at = point(from, step); at <= now.getEpochSecond(); at += step) {
      points.put(at, Sums.NONE);
    }
    sums.forEach(sum -> points.merge(point(sum.at(), step), sum.sums(), Sums::plus));
    json.array("timeseries");
    points.forEach((at, used) ->
        json.object()
            .field("timestamp", Instant.ofEpochSecond(at).toString())
            .field("total_requests", used.requests())
            .field("rps", rate(used, step))
            .field("total_input_tokens", used.input())
            .field("total_output_tokens", used.output())
            .field("count_2xx", used.good())
            .field("count_4xx", used.refused())
            .field("count_5xx", used.failed())
            .endObject());
    json.endArray();
  }

  private static long point(Instant at, long step) {
    return Math.floorDiv(at.getEpochSecond(), step) * step;
  }
}
