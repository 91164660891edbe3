package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Part;
import java.util.List;

/// Writes parts as blocks, elements of the array that is open; of thoughts those that their
/// maker signed.
final class ContentWriter {
  private final JsonWriter json;
  private final Family family;
  private final ToolIds ids;
  private final AttachmentWriter attachments;

  ContentWriter(JsonWriter json, Family family) {
    this.json = json;
    this.family = family;
    this.ids = ToolIds.of(family);
    this.attachments = new AttachmentWriter(json);
  }

  void write(Part part) {
    switch (part) {
      case Part.Text(var text) -> text(text);
      case Part.Refusal(var text) -> text(text);
      case Part.Thought(var text, var signature) ->
          signature.ifPresent(signed -> thought(text, signed));
      case Part.Withheld(var content) -> withheld(content);
      case Part.ToolCall call -> call(call);
      case Part.ToolResult result -> result(result);
      case Part.Attachment attachment -> attachments.write(attachment);
      case Part.CachePoint point -> point(point);
    }
  }

  /// Where a prompt is worth keeping up to.
  void point(Part.CachePoint point) {
    if (family.keepsPrompts()) {
      json.object().object("cachePoint").field("type", "default");
      if (!point.lifetime().equals("5m")) { // which is what is meant when nothing is said
        json.field("ttl", point.lifetime());
      }
      json.endObject().endObject();
    }
  }

  private void text(String text) {
    json.object().field("text", text).endObject();
  }

  private void thought(String text, Part.Signature signature) {
    json.object()
        .object("reasoningContent")
        .object("reasoningText")
        .field("text", text)
        .field("signature", signature.value())
        .endObject()
        .endObject()
        .endObject();
  }

  private void withheld(Part.Signature content) {
    json.object()
        .object("reasoningContent")
        .field("redactedContent", content.value())
        .endObject()
        .endObject();
  }

  private void call(Part.ToolCall call) {
    json.object()
        .object("toolUse")
        .field("toolUseId", ids.write(call.id()))
        .field("name", call.name())
        .field("input", Arguments.object(call.arguments()))
        .endObject()
        .endObject();
  }

  private void result(Part.ToolResult result) {
    json.object()
        .object("toolResult")
        .field("toolUseId", ids.write(result.callId()))
        .array("content");
    List<Part> said =
        result.content().stream()
            .filter(part -> !(part instanceof Part.Text) || !part.grown().isBlank())
            .toList();
    said.forEach(this::write);
    if (said.isEmpty()) {
      text("(no output)"); // no list of contents may be empty, nor a text blank
    }
    json.endArray();
    if (result.failed()) {
      json.field("status", "error");
    }
    json.endObject().endObject();
  }
}
