package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.gateway.dialect.openai.Common;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.TokenLogprob.Candidate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Log probabilities as this dialect writes them: columns, not rows. The column `bytes` is ours.
final class Logprobs {
  private Logprobs() {}

  /// The member `logprobs`.
  ///
  /// @param place where in the text of its choice the first token stands; is moved on
  static void write(List<Row> rows, Place place, JsonWriter json) {
    if (rows.isEmpty()) {
      json.nothing("logprobs");
      return;
    }
    json.object("logprobs").array("tokens");
    rows.forEach(row -> json.value(Spelling.of(row.token())));
    json.endArray().array("token_logprobs");
    rows.forEach(row -> likelihood(row, json));
    json.endArray().array("top_logprobs");
    rows.forEach(row -> top(row, json));
    json.endArray().array("text_offset");
    rows.forEach(row -> json.value(place.pass(row.token())));
    json.endArray().array("bytes");
    rows.forEach(row -> bytes(row.token(), json));
    json.endArray().endObject();
  }

  private static void likelihood(Row row, JsonWriter json) {
    if (row.likely()) {
      json.value(Common.logprob(row.token()));
    } else {
      json.nothing();
    }
  }

  /// The chosen token is always among them, as OpenAI promises. Of two that are spelled alike the
  /// likelier is told.
  private static void top(Row row, JsonWriter json) {
    if (!row.likely()) {
      json.nothing();
      return;
    }
    Map<String, Double> spelled = new LinkedHashMap<>();
    row.top().forEach(other -> spelled.putIfAbsent(Spelling.of(other), Common.logprob(other)));
    spelled.putIfAbsent(Spelling.of(row.token()), Common.logprob(row.token()));
    json.object();
    spelled.forEach((token, likelihood) -> json.field(token, (double) likelihood));
    json.endObject();
  }

  private static void bytes(Candidate token, JsonWriter json) {
    json.array();
    for (byte unit : Spelling.bytes(token)) {
      json.value(unit & 0xff);
    }
    json.endArray();
  }
}
