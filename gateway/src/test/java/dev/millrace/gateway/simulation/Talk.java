package dev.millrace.gateway.simulation;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Usage;
import java.util.regex.Pattern;

/// A dialect in which clients ask, and how its answers look from outside.
enum Talk {
  CHAT("/v1/chat/completions", "data: [DONE]\n\n", "\"total_tokens\":(\\d+)"),
  MESSAGES("/v1/messages", "{\"type\":\"message_stop\"}\n\n", "\"output_tokens\":(\\d+)");

  private static final String TOOL =
      "[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}]";
  private static final String ANTHROPIC_TOOL =
      "[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}]";

  private final String path;
  private final String endMark;
  private final Pattern counts;

  Talk(String path, String endMark, String counts) {
    this.path = path;
    this.endMark = endMark;
    this.counts = Pattern.compile(counts);
  }

  String path() {
    return path;
  }

  /// A request for the answer to a topic.
  String ask(Topic topic, String model, boolean stream) {
    var json =
        new JsonWriter()
            .object()
            .field("model", model)
            .field("stream", stream)
            .field("max_tokens", 500)
            .array("messages")
            .object()
            .field("role", "user")
            .field("content", topic.number() + " " + topic.words())
            .endObject()
            .endArray()
            .endObject();
    String tools = this == CHAT ? TOOL : ANTHROPIC_TOOL;
    String text = json.text();
    return text.substring(0, text.length() - 1) + ",\"tools\":" + tools + "}";
  }

  /// Whether a stream has come to its end mark.
  boolean ended(String stream) {
    return stream.endsWith(endMark);
  }

  /// Whether the client was told last what was used.
  boolean tells(String body, Usage usage) {
    var told = counts.matcher(body).results().toList();
    int count = Integer.parseInt(told.getLast().group(1));
    return count == (this == CHAT ? usage.total() : usage.output());
  }
}
