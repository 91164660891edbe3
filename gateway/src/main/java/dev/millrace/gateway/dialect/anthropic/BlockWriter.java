package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Part;
import dev.millrace.llm.Part.Attachment;
import dev.millrace.llm.Part.Source;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Writes parts of a conversation as blocks, elements of the array that is open.
record BlockWriter(JsonWriter json) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern STRANGE = Pattern.compile("[^A-Za-z0-9_-]");
  private static final String USUAL_LIFETIME = "5m";

  /// @param point whether the prompt is worth keeping up to this part
  void write(Part part, Optional<Part.CachePoint> point) {
    json.object();
    block(part);
    if (!(part instanceof Part.Thought)
        && !(part instanceof Part.Withheld)) { // never by themselves
      point.ifPresent(this::cached);
    }
    json.endObject();
  }

  /// That a prompt is worth keeping up to the object that is open.
  void cached(Part.CachePoint point) {
    json.object("cache_control").field("type", "ephemeral");
    if (!point.lifetime().equals(USUAL_LIFETIME)) {
      json.field("ttl", point.lifetime());
    }
    json.endObject();
  }

  private void block(Part part) {
    switch (part) {
      case Part.Text(var text) -> json.field("type", "text").field("text", text);
      case Part.Refusal(var text) -> json.field("type", "text").field("text", text);
      case Part.Thought(var text, var signature) ->
          Wire.thinking(text, signature.map(Part.Signature::value).orElse(""), json);
      case Part.Withheld(var content) ->
          json.field("type", "redacted_thinking").field("data", content.value());
      case Part.ToolCall(var id, var name, var arguments, _) ->
          json.field("type", "tool_use")
              .field("id", id(id))
              .field("name", name)
              .field("input", Arguments.object(arguments));
      case Part.ToolResult result -> result(result);
      case Attachment attachment -> attachment(attachment);
      case Part.CachePoint _ -> throw new IllegalArgumentException("no block: " + part);
    }
  }

  private void result(Part.ToolResult result) {
    json.field("type", "tool_result").field("tool_use_id", id(result.callId()));
    List<Part> content = result.content().stream().filter(BlockWriter::says).toList();
    if (content.size() == 1 && content.getFirst() instanceof Part.Text(var text)) {
      json.field("content", text);
    } else if (!content.isEmpty()) {
      json.array("content");
      content.forEach(part -> write(part, Optional.empty()));
      json.endArray();
    }
    if (result.failed()) {
      json.field("is_error", true);
    }
  }

  private static boolean says(Part part) {
    return !(part instanceof Part.Text(var text)) || !text.isBlank();
  }

  private void attachment(Attachment attachment) {
    switch (attachment.kind()) {
      case IMAGE -> source("image", attachment.source());
      case DOCUMENT -> {
        source("document", attachment.source());
        attachment.name().ifPresent(name -> json.field("title", name));
      }
      case AUDIO -> throw RequestWriter.unsupported("messages", "which does not take audio");
      case VIDEO -> throw RequestWriter.unsupported("messages", "which does not take videos");
    }
  }

  private void source(String type, Source source) {
    json.field("type", type).object("source");
    switch (source) {
      case Source.Inline(var mediaType, var base64)
          when type.equals("document") && mediaType.startsWith("text/") ->
          json.field("type", "text").field("media_type", "text/plain").field("data", text(base64));
      case Source.Inline(var mediaType, var base64) ->
          json.field("type", "base64").field("media_type", mediaType).field("data", base64);
      case Source.Link(var url) -> json.field("type", "url").field("url", url);
      case Source.Stored(var id) -> json.field("type", "file").field("file_id", id);
    }
    json.endObject();
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  /// Other makers' ids have signs that are refused here; each has one name that has none.
  private static String id(String id) {
    if (ID.matcher(id).matches()) {
      return id;
    }
    return STRANGE.matcher(id).replaceAll("_") + "_" + Integer.toHexString(id.hashCode());
  }
}
