package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Part.Attachment;
import dev.millrace.llm.Part.Source;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Writes attachments as elements of the array that is open. Of a file that Google keeps, the id is
/// its address. Vertex AI wants to know what lies at an address, which its end may tell.
record AttachmentWriter(JsonWriter json) {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("webp", "image/webp"),
          Map.entry("gif", "image/gif"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("wav", "audio/wav"),
          Map.entry("flac", "audio/flac"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("m4a", "audio/mp4"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("webm", "video/webm"),
          Map.entry("mov", "video/quicktime"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("txt", "text/plain"));

  void write(Attachment attachment) {
    switch (attachment.source()) {
      case Source.Inline(var mediaType, var base64) ->
          json.object()
              .object("inlineData")
              .field("mimeType", mediaType)
              .field("data", base64)
              .endObject()
              .endObject();
      case Source.Link(var url) -> file(url);
      case Source.Stored(var id) -> file(id);
    }
  }

  private void file(String address) {
    json.object().object("fileData");
    type(address).ifPresent(type -> json.field("mimeType", type));
    json.field("fileUri", address).endObject().endObject();
  }

  private static Optional<String> type(String address) {
    String path = address.replaceFirst("[?#].*", "");
    String end = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(TYPES.get(end));
  }
}
