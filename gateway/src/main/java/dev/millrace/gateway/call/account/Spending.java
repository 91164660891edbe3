package dev.millrace.gateway.call.account;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.observe.Statistics;
import dev.millrace.gateway.observe.Statistics.Sum;
import dev.millrace.gateway.observe.Sums;
import dev.millrace.llm.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;

/// What was used, by day and by model.
record Spending(Statistics statistics, Instant now) {
  private static final List<String> PERIODS = List.of("1d", "7d", "30d");
  private static final String USUAL = "7d";
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int NANOS_PER_CENT = 7; // decimal places

  private record Span(Instant from, Instant until) {}

  byte[] write(String account, Query query) {
    Span span = span(query);
    var sums =
        statistics.sums(account, span.from(), span.until()).stream()
            .filter(sum -> !sum.model().isEmpty())
            .toList();
    var json =
        new JsonWriter()
            .object()
            .field("start_at", span.from().toString())
            .field("end_at", span.until().toString());
    days(sums, span, json);
    models(sums, json);
    json.object("totals");
    amounts(sums.stream().map(Sum::sums).reduce(Sums.NONE, Sums::plus), json);
    return json.endObject().endObject().bytes();
  }

  private Span span(Query query) {
    if (query.text("start_at").isEmpty() && query.text("end_at").isEmpty()) {
      String period = query.oneOf("period", PERIODS, USUAL);
      long days = Long.parseLong(period.substring(0, period.length() - 1));
      var first = day(now).minusDays(days - 1);
      return new Span(
          first.atStartOfDay(ZoneOffset.UTC).toInstant(),
          now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
    }
    if (query.text("period").isPresent()) {
      throw Query.refused("period", "cannot be given with start_at and end_at");
    }
    var span = new Span(query.moment("start_at", 0), query.moment("end_at", 1));
    if (!span.from().isBefore(span.until())) {
      throw Query.refused("end_at", "must be later than start_at");
    }
    if (Duration.between(span.from(), span.until()).compareTo(LONGEST) > 0) {
      throw Query.refused("start_at", "must be at most 366 days before end_at");
    }
    return span;
  }

  private static void days(List<Sum> sums, Span span, JsonWriter json) {
    var byDay = new TreeMap<LocalDate, Sums>();
    day(span.from())
        .datesUntil(day(span.until().minusMillis(1)).plusDays(1))
        .forEach(day -> byDay.put(day, Sums.NONE));
    sums.forEach(sum -> byDay.merge(day(sum.at()), sum.sums(), Sums::plus));
    json.array("days");
    byDay.forEach((day, used) ->
        json.object()
            .field("date", day.toString())
            .field("input_tokens", used.input())
            .field("output_tokens", used.output())
            .endObject());
    json.endArray();
  }

  private static void models(List<Sum> sums, JsonWriter json) {
    var byModel = new TreeMap<String, Sums>();
    sums.forEach(sum -> byModel.merge(sum.model(), sum.sums(), Sums::plus));
    json.array("models");
    byModel.forEach((model, used) -> {
      json.object().field("model", model);
      amounts(used, json);
      json.endObject();
    });
    json.endArray();
  }

  private static void amounts(Sums used, JsonWriter json) {
    var cents = BigDecimal.valueOf(used.nanos(), NANOS_PER_CENT).stripTrailingZeros();
    json.field("input_tokens", used.input())
        .field("output_tokens", used.output())
        .field("cache_read_tokens", used.cachedInput())
        .field("request_count", used.requests())
        .field(
            "estimated_cost_cents",
            new Json.Numeral(cents.scale() < 0 ? cents.setScale(0) : cents));
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
