package dev.millrace.gateway.call.feedback;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One piece of feedback.
///
/// @param inference the answer that it is about; absent where it is about an episode
/// @param labels what is remembered of the answer
record Opinion(
    String id,
    String account,
    String metric,
    Json value,
    Optional<String> inference,
    Optional<String> episode,
    Json.Fields tags,
    Map<String, String> labels) {
  Opinion {
    labels = Map.copyOf(labels);
  }

  /// A line for the file, with its end.
  byte[] line(Instant at) {
    var json =
        new JsonWriter()
            .object()
            .field("feedback_id", id)
            .field("at", at.toString())
            .field("key", account)
            .field("metric_name", metric)
            .field("value", value);
    inference.ifPresent(text -> json.field("inference_id", text));
    episode.ifPresent(text -> json.field("episode_id", text));
    labels.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(label -> json.field(label.getKey(), label.getValue()));
    String text = json.field("tags", tags).endObject().text() + "\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
