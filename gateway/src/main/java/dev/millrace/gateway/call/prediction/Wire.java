package dev.millrace.gateway.call.prediction;

import dev.millrace.gateway.call.prediction.Prediction.Fault;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Predictions as Wrift writes them. Durations are ISO 8601, as `PT1.5S`.
final class Wire {
  static final byte[] NOTHING = "null".getBytes(StandardCharsets.UTF_8);

  private Wire() {}

  /// One.
  static byte[] one(Prediction prediction) {
    var json = new JsonWriter();
    write(prediction, json);
    return json.bytes();
  }

  /// Some of many, with the cursor of those that follow.
  static byte[] page(Shelf.Page page) {
    var json = new JsonWriter().object().array("items");
    page.predictions().forEach(prediction -> write(prediction, json));
    json.endArray();
    page.next()
        .ifPresentOrElse(
            next -> json.field("next_cursor", Long.toString(next)),
            () -> json.nothing("next_cursor"));
    return json.endObject().bytes();
  }

  private static void write(Prediction prediction, JsonWriter json) {
    json.object().field("id", prediction.id()).object("model");
    json.field("owner", prediction.model().owner())
        .field("name", prediction.model().name())
        .field("version_number", prediction.model().version().orElse(1))
        .endObject()
        .field("created_at", prediction.created().toString())
        .field("updated_at", prediction.updated().toString())
        .field("status", prediction.status().name().toLowerCase(Locale.ROOT));
    duration("setup_time", prediction.setup(), json);
    duration("execution_time", prediction.execution(), json);
    prediction.fault().ifPresentOrElse(fault -> write(fault, json), () -> json.nothing("error"));
    json.field("input", JsonReader.read(prediction.input()));
    json.field("output", prediction.output().map(JsonReader::read).orElse(new Json.Null()));
    json.endObject();
  }

  private static void write(Fault fault, JsonWriter json) {
    json.object("error")
        .field("source", fault.source())
        .field("message", fault.message())
        .field("detail", fault.detail())
        .endObject();
  }

  private static void duration(String name, Optional<Duration> duration, JsonWriter json) {
    duration.ifPresentOrElse(time -> json.field(name, time.toString()), () -> json.nothing(name));
  }
}
