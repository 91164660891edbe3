package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.media.DataUrl;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Part;
import dev.millrace.llm.Part.Attachment;
import dev.millrace.llm.Part.Source;
import dev.millrace.llm.Refused;
import java.util.List;

/// Writes what a message says in words and attachments, as the member `content` of the object that
/// is open.
record ContentWriter(JsonWriter json) {
  /// @param parts text, refusals and attachments; others have no place in the content
  void write(List<? extends Part> parts) {
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(var text)) {
      json.field("content", text);
      return;
    }
    json.array("content");
    parts.forEach(this::part);
    json.endArray();
  }

  void part(Part part) {
    switch (part) {
      case Part.Text(var text) ->
          json.object().field("type", "text").field("text", text).endObject();
      case Part.Refusal(var text) ->
          json.object().field("type", "refusal").field("refusal", text).endObject();
      case Attachment attachment -> attachment(attachment);
      case Part.Thought _, Part.Withheld _, Part.ToolCall _, Part.ToolResult _, Part.CachePoint _ ->
          throw new IllegalArgumentException("no content of a message: " + part);
    }
  }

  private void attachment(Attachment attachment) {
    switch (attachment.kind()) {
      case IMAGE -> image(attachment);
      case AUDIO -> audio(attachment);
      case VIDEO -> linked("video_url", attachment);
      case DOCUMENT -> document(attachment);
    }
  }

  private void image(Attachment image) {
    json.object().field("type", "image_url").object("image_url").field("url", url(image));
    image.detail().ifPresent(detail -> json.field("detail", detail));
    json.endObject().endObject();
  }

  /// OpenAI's own words for what it takes, else vLLM's. (2026-11)
  private void audio(Attachment audio) {
    if (audio.source() instanceof Source.Inline(var mediaType, var base64)
        && (mediaType.equals("audio/wav") || mediaType.equals("audio/mpeg"))) {
      json.object()
          .field("type", "input_audio")
          .object("input_audio")
          .field("data", base64)
          .field("format", mediaType.equals("audio/wav") ? "wav" : "mp3")
          .endObject()
          .endObject();
      return;
    }
    linked("audio_url", audio);
  }

  private void linked(String type, Attachment attachment) {
    json.object()
        .field("type", type)
        .object(type)
        .field("url", url(attachment))
        .endObject()
        .endObject();
  }

  private void document(Attachment document) {
    json.object().field("type", "file").object("file");
    switch (document.source()) {
      case Source.Inline(var mediaType, var base64) ->
          json.field("filename", document.name().orElseGet(() -> name(mediaType)))
              .field("file_data", DataUrl.write(mediaType, base64));
      case Source.Stored(var id) -> {
        json.field("file_id", id);
        document.name().ifPresent(name -> json.field("filename", name));
      }
      case Source.Link _ ->
          throw unsupported("a document that is only linked; send its bytes instead");
    }
    json.endObject().endObject();
  }

  /// OpenAI takes no document without a name.
  private static String name(String mediaType) {
    return mediaType.equals("application/pdf") ? "document.pdf" : "document";
  }

  private static String url(Attachment attachment) {
    return switch (attachment.source()) {
      case Source.Inline(var mediaType, var base64) -> DataUrl.write(mediaType, base64);
      case Source.Link(var url) -> url;
      case Source.Stored _ ->
          throw unsupported("an id of a file where it is no document; send its bytes instead");
    };
  }

  private static Refused unsupported(String what) {
    return new Refused(
        new Failure.BadRequest(
            "messages",
            Problem.UNSUPPORTED,
            "cannot be asked of the provider of this model, which does not take " + what));
  }
}
