package dev.millrace.gateway.dialect.openai;

import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.Style;
import dev.millrace.gateway.dialect.Style.StreamedUsage;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import dev.millrace.llm.Usage;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The chunks of one stream: their common head, and the usage that some of them tell, as the surface
/// wants it. Ends the stream with `[DONE]`, or with an error in its place.
public final class Chunks {
  private final String head;
  private final Style style;
  private final StreamedUsage place;
  private final Running running;
  private Optional<JsonWriter> held = Optional.empty();

  /// @param head of [Common#head]
  /// @param continuous whether every chunk is to tell usage, whatever the style
  public Chunks(JsonWriter head, Style style, boolean continuous, Running running) {
    this.head = head.text();
    this.style = style;
    this.place = continuous ? StreamedUsage.EVERY_CHUNK : style.usage();
    this.running = running;
  }

  /// A chunk that has its head.
  public JsonWriter open() {
    return new JsonWriter(head);
  }

  /// Takes note that a piece of the answer has come.
  public void grew() {
    running.grew();
  }

  /// Takes note of what was used until now.
  public void metered(Usage usage) {
    running.metered(usage);
  }

  /// Sends a chunk, whose choices are written.
  public void send(JsonWriter chunk, Consumer<? super Frame> out) {
    switch (place) {
      case LAST -> {
        if (!style.bare()) {
          chunk.nothing("usage");
        }
      }
      case EVERY_CHUNK -> Common.usage(running.now(), style, chunk);
      case WITH_FINISH -> {}
    }
    emit(chunk, out);
  }

  /// Sends a chunk that has a finish reason, whose choices are written.
  public void finish(JsonWriter chunk, Consumer<? super Frame> out) {
    if (place != StreamedUsage.WITH_FINISH) {
      send(chunk, out);
      return;
    }
    held.ifPresent(earlier -> emit(earlier, out));
    held = Optional.of(chunk); // the last of them tells what was used
  }

  /// Ends the stream.
  ///
  /// @param members that the last chunk is to have
  public void close(Map<String, Json> members, Consumer<? super Frame> out) {
    last(running.now(), members, out);
    out.accept(Frame.of(Common.DONE));
  }

  /// Ends the stream with an error, after what was used until then.
  ///
  /// @param usual how the error looks if the surface does not say
  public void fail(
      StreamWriter.Broken broken, Supplier<ErrorBody> usual, Consumer<? super Frame> out) {
    var json = JsonReader.readObject(broken.error().orElseGet(usual).json());
    if (place != StreamedUsage.WITH_FINISH || held.isPresent()) {
      last(broken.usage(), Map.of(), out);
      emit(members(json.values()), out);
      return;
    }
    var told = members(json.values());
    Common.usage(broken.usage(), style, told);
    emit(told, out);
  }

  private static JsonWriter members(Map<String, Json> values) {
    var json = new JsonWriter().object();
    values.forEach(json::field);
    return json;
  }

  private void last(Usage usage, Map<String, Json> members, Consumer<? super Frame> out) {
    var chunk = held.orElseGet(() -> open().array("choices").endArray());
    Common.usage(usage, style, chunk);
    members.forEach(chunk::field);
    emit(chunk, out);
  }

  private static void emit(JsonWriter chunk, Consumer<? super Frame> out) {
    out.accept(Frame.of(chunk.endObject().text()));
  }
}
