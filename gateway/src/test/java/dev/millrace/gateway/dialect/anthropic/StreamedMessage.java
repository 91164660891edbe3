package dev.millrace.gateway.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts a stream together as Anthropic's own clients do, and holds it to the order that they
/// demand.
final class StreamedMessage {
  private final List<Json> content = new ArrayList<>();
  private final Map<String, Json> message = new LinkedHashMap<>();
  private final StringBuilder input = new StringBuilder();
  private Optional<Map<String, Json>> block = Optional.empty();
  private boolean ending;
  private boolean over;

  /// The message as it would have come whole.
  static Json of(List<Frame> frames) {
    var streamed = new StreamedMessage();
    frames.forEach(streamed::take);
    assertThat(streamed.over).as("message_stop came").isTrue();
    streamed.message.put("content", new Json.Items(streamed.content));
    return new Json.Fields(streamed.message);
  }

  private void take(Frame frame) {
    var data = JsonReader.readObject(frame.data());
    assertThat(data.get("type")).contains(new Json.Text(frame.event()));
    assertThat(over).as("nothing follows message_stop").isFalse();
    assertThat(message.isEmpty()).isEqualTo(frame.event().equals("message_start"));
    switch (frame.event()) {
      case "message_start" -> message.putAll(members(data, "message"));
      case "content_block_start" -> start(data);
      case "content_block_delta" -> delta(data);
      case "content_block_stop" -> stop(data);
      case "message_delta" -> end(data);
      case "message_stop" -> over = ending;
      default -> throw new AssertionError("no such event: " + frame.event());
    }
  }

  private void start(Json.Fields data) {
    assertThat(block).as("blocks do not overlap").isEmpty();
    assertThat(ending).isFalse();
    index(data);
    block = Optional.of(new LinkedHashMap<>(members(data, "content_block")));
    input.setLength(0);
  }

  private void delta(Json.Fields data) {
    index(data);
    var delta = new Json.Fields(members(data, "delta"));
    switch (text(delta, "type")) {
      case "text_delta" -> grow("text", delta);
      case "thinking_delta" -> grow("thinking", delta);
      case "signature_delta" -> grow("signature", delta);
      case "input_json_delta" -> input.append(text(delta, "partial_json"));
      default -> throw new AssertionError("no such delta: " + delta);
    }
  }

  private void grow(String name, Json.Fields delta) {
    var open = block.orElseThrow();
    String before = text(new Json.Fields(open), name);
    assertThat(text(delta, name)).as("an empty delta").isNotEmpty();
    open.put(name, new Json.Text(before + text(delta, name)));
  }

  private void stop(Json.Fields data) {
    index(data);
    var closed = block.orElseThrow();
    if (closed.containsKey("input")) {
      assertThat(input).as("clients read what comes, if only {}").isNotBlank();
      closed.put("input", Arguments.object(input.toString()));
    }
    content.add(new Json.Fields(closed));
    block = Optional.empty();
  }

  private void end(Json.Fields data) {
    assertThat(block).isEmpty();
    assertThat(ending).as("one message_delta").isFalse();
    ending = true;
    var usage = new LinkedHashMap<>(members(new Json.Fields(message), "usage"));
    usage.putAll(members(data, "usage"));
    message.putAll(members(data, "delta"));
    message.put("usage", new Json.Fields(usage));
  }

  private void index(Json.Fields data) {
    assertThat(data.get("index")).contains(Json.Numeral.of(content.size()));
  }

  private static Map<String, Json> members(Json.Fields data, String name) {
    return ((Json.Fields) data.get(name).orElseThrow()).values();
  }

  private static String text(Json.Fields data, String name) {
    return ((Json.Text) data.get(name).orElseThrow()).value();
  }
}
