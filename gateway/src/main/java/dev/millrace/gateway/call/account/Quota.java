package dev.millrace.gateway.call.account;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.observe.Statistics;
import dev.millrace.gateway.observe.Sums;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// How much of a month's requests is left. Nobody has set a limit; it is told as the largest
/// number, because clients take an absent rest, or none, for the end.
record Quota(Statistics statistics, Instant now) {
  private static final long NO_LIMIT = Integer.MAX_VALUE;
  private static final String PLAN = "serverless";

  byte[] write(String account, String host) {
    var month = LocalDate.ofInstant(now, ZoneOffset.UTC).withDayOfMonth(1);
    Instant from = month.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant until = month.plusMonths(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Sums sums =
        statistics.sums(account, from, until).stream()
            .filter(sum -> !sum.model().isEmpty())
            .map(Statistics.Sum::sums)
            .reduce(Sums.NONE, Sums::plus);
    return new JsonWriter()
        .object()
        .field("endpoint", host)
        .field("billing_model", PLAN)
        .field("plan_tier", PLAN)
        .field("window_start", from.toString())
        .field("window_end", until.toString())
        .field("request_count", sums.requests())
        .field("included_request_limit", NO_LIMIT)
        .field("included_request_count", sums.requests())
        .field("remaining_included_requests", Math.max(0, NO_LIMIT - sums.requests()))
        .field("overage_request_count", 0)
        .nothing("current_period_used_percent")
        .field("input_tokens", sums.input())
        .field("output_tokens", sums.output())
        .field("total_tokens", sums.input() + sums.output())
        .endObject()
        .bytes();
  }
}
