package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.media.DataUrl;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Part;
import dev.millrace.llm.Part.Attachment;
import dev.millrace.llm.Part.Source;
import dev.millrace.llm.Refused;
import java.util.List;

/// Writes words and attachments as a member of the object that is open.
///
/// @param spoken whether a model said it
record ContentWriter(JsonWriter json, boolean spoken) {
  /// @param parts text, refusals and attachments
  void write(String member, List<? extends Part> parts) {
    if (parts.isEmpty()) {
      json.field(member, "");
      return;
    }
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(var text)) {
      json.field(member, text);
      return;
    }
    json.array(member);
    parts.forEach(this::part);
    json.endArray();
  }

  private void part(Part part) {
    switch (part) {
      case Part.Text(var text) ->
          json.object()
              .field("type", spoken ? "output_text" : "input_text")
              .field("text", text)
              .endObject();
      case Part.Refusal(var text) -> refusal(text);
      case Attachment attachment -> attachment(attachment);
      case Part.Thought _, Part.Withheld _, Part.ToolCall _, Part.ToolResult _, Part.CachePoint _ ->
          throw new IllegalArgumentException("no content of a message: " + part);
    }
  }

  private void refusal(String text) {
    json.object();
    if (spoken) {
      json.field("type", "refusal").field("refusal", text);
    } else {
      json.field("type", "input_text").field("text", text);
    }
    json.endObject();
  }

  private void attachment(Attachment attachment) {
    if (spoken) {
      throw unsupported("what a model has said otherwise than in words");
    }
    switch (attachment.kind()) {
      case IMAGE -> image(attachment);
      case DOCUMENT -> document(attachment);
      case AUDIO -> throw unsupported("audio");
      case VIDEO -> throw unsupported("video");
    }
  }

  private void image(Attachment image) {
    json.object().field("type", "input_image");
    switch (image.source()) {
      case Source.Inline(var mediaType, var base64) ->
          json.field("image_url", DataUrl.write(mediaType, base64));
      case Source.Link(var url) -> json.field("image_url", url);
      case Source.Stored(var id) -> json.field("file_id", id);
    }
    json.field("detail", image.detail().orElse("auto")).endObject();
  }

  /// OpenAI takes no document without a name, unless it is linked or kept there. (2026-11)
  private void document(Attachment document) {
    json.object().field("type", "input_file");
    switch (document.source()) {
      case Source.Inline(var mediaType, var base64) ->
          json.field("filename", document.name().orElseGet(() -> name(mediaType)))
              .field("file_data", DataUrl.write(mediaType, base64));
      case Source.Link(var url) -> json.field("file_url", url);
      case Source.Stored(var id) -> json.field("file_id", id);
    }
    json.endObject();
  }

  private static String name(String mediaType) {
    return mediaType.equals("application/pdf") ? "document.pdf" : "document";
  }

  private static Refused unsupported(String what) {
    return new Refused(
        new Failure.BadRequest(
            "messages",
            Problem.UNSUPPORTED,
            "cannot be asked of the provider of this model, which does not take " + what));
  }
}
