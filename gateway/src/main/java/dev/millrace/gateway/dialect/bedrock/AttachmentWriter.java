package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Part;
import dev.millrace.llm.Part.Attachment.Kind;
import dev.millrace.llm.Refused;
import java.util.Map;
import java.util.Optional;

/// Writes attachments, whose bytes have to be in the request. A document has a name there, which no
/// other has. Not thread-safe.
final class AttachmentWriter {
  private static final Map<String, String> IMAGES =
      Map.of(
          "image/png", "png",
          "image/jpeg", "jpeg",
          "image/gif", "gif",
          "image/webp", "webp");
  private static final Map<String, String> DOCUMENTS =
      Map.of(
          "application/pdf", "pdf",
          "text/csv", "csv",
          "application/msword", "doc",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
          "application/vnd.ms-excel", "xls",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
          "text/html", "html",
          "text/markdown", "md");
  private static final Map<String, String> VIDEOS =
      Map.of(
          "video/mp4", "mp4",
          "video/webm", "webm",
          "video/quicktime", "mov",
          "video/x-matroska", "mkv");
  private static final Map<String, String> AUDIO =
      Map.of(
          "audio/mpeg", "mp3",
          "audio/wav", "wav",
          "audio/flac", "flac",
          "audio/ogg", "ogg",
          "audio/mp4", "m4a",
          "audio/webm", "webm");

  private final JsonWriter json;
  private final DocumentNames names = new DocumentNames();

  AttachmentWriter(JsonWriter json) {
    this.json = json;
  }

  /// @throws Refused if Bedrock takes no such thing
  void write(Part.Attachment attachment) {
    var kind = attachment.kind();
    if (!(attachment.source() instanceof Part.Source.Inline(var mediaType, var base64))) {
      throw unsupported(
          "must have its bytes in the request, since the provider of this model follows no links");
    }
    String format =
        format(kind, mediaType)
            .orElseThrow(() ->
                unsupported(
                    "is " + mediaType + ", which the provider of this model does not take"));
    json.object().object(word(kind)).field("format", format);
    if (kind == Kind.DOCUMENT) {
      json.field("name", names.name(attachment.name().orElse("document")));
    }
    json.object("source").field("bytes", base64).endObject().endObject().endObject();
  }

  private static Optional<String> format(Kind kind, String mediaType) {
    var formats =
        switch (kind) {
          case IMAGE -> IMAGES;
          case DOCUMENT -> DOCUMENTS;
          case VIDEO -> VIDEOS;
          case AUDIO -> AUDIO;
        };
    var format = Optional.ofNullable(formats.get(mediaType));
    boolean text =
        kind == Kind.DOCUMENT
            && (mediaType.startsWith("text/")
                || mediaType.endsWith("json")
                || mediaType.endsWith("xml"));
    return format.or(() -> text ? Optional.of("txt") : Optional.empty());
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case IMAGE -> "image";
      case DOCUMENT -> "document";
      case VIDEO -> "video";
      case AUDIO -> "audio";
    };
  }

  private static Refused unsupported(String why) {
    return RequestWriter.refused("messages", "an attachment " + why);
  }
}
