package dev.millrace.gateway.call.account;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.observe.Row;
import dev.millrace.gateway.observe.Statistics;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// The latest requests, newest first, page by page.
record Recent(Statistics statistics) {
  private static final int USUAL = 50;
  private static final int MOST = 200;

  byte[] write(String account, Query query) {
    int limit = query.number("limit", 1, MOST, USUAL);
    boolean errors = query.isOn("errors_only");
    long before =
        query.text("cursor").map(cursor -> query.whole("cursor", cursor)).orElse(Long.MAX_VALUE);
    var found =
        statistics.latest(
            account, row -> row.number() < before && (!errors || row.status() >= 400), limit + 1);
    List<Row> page = found.subList(0, Math.min(limit, found.size()));
    var json = new JsonWriter().object().array("rows");
    page.forEach(row -> write(row, json));
    json.endArray().field("has_more", found.size() > limit);
    if (found.size() > limit) {
      json.field("cursor", Long.toString(page.getLast().number()));
    } else {
      json.nothing("cursor");
    }
    return json.endObject().bytes();
  }

  private static void write(Row row, JsonWriter json) {
    json.object().field("request_id", row.origin().id()).field("status_code", row.status());
    text("model_requested", Optional.of(row.origin().asked()), json);
    text("model_resolved", row.model(), json);
    json.field("is_streaming", row.origin().stream());
    row.first()
        .map(Duration::toMillis)
        .ifPresentOrElse(first -> json.field("ttft_ms", first), () -> json.nothing("ttft_ms"));
    json.field("total_latency_ms", row.took().toMillis())
        .field("input_tokens", row.usage().input())
        .field("output_tokens", row.usage().output())
        .field("cache_read_tokens", row.usage().cachedInput());
    text("error_code", row.trouble().map(trouble -> trouble.code()), json);
    text("error_message", row.trouble().map(trouble -> trouble.message()), json);
    json.field("created_at", row.at().truncatedTo(ChronoUnit.MILLIS).toString()).endObject();
  }

  private static void text(String name, Optional<String> value, JsonWriter json) {
    value
        .filter(text -> !text.isEmpty())
        .ifPresentOrElse(text -> json.field(name, text), () -> json.nothing(name));
  }
}
