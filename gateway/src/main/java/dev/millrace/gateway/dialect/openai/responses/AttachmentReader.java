package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.media.Attachments;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Part.Attachment;
import dev.millrace.llm.Part.Attachment.Kind;
import dev.millrace.llm.Part.Source;
import java.util.List;
import java.util.Optional;

/// Reads a part of content that is no text. What is bad in it throws [Refused].
record AttachmentReader(Members part) {
  private static final Attachments MEDIA = Attachments.usual();

  Attachment image() {
    Source source =
        one("image_url", "file_id")
            .map(given -> given.path().endsWith("file_id") ? stored(given) : image(given))
            .orElseGet(() -> image(part.need("image_url")));
    return new Attachment(
        Kind.IMAGE, source, Optional.empty(), part.find("detail").map(AttachmentReader::detail));
  }

  private static Source image(Value url) {
    return MEDIA.url(Kind.IMAGE, url);
  }

  private static Source stored(Value id) {
    return MEDIA.stored(id);
  }

  private static String detail(Value given) {
    return switch (given.text()) {
      case "auto", "low", "high" -> given.text();
      case "original" -> "high"; // as large as it is; there is no greater detail
      default -> throw given.outside("\"auto\", \"low\", \"high\" or \"original\"");
    };
  }

  Attachment file() {
    Value given = one("file_data", "file_url", "file_id").orElseGet(() -> part.need("file_data"));
    Source source =
        switch (given.path().substring(given.path().lastIndexOf('.') + 1)) {
          case "file_id" -> MEDIA.stored(given);
          case "file_url" -> MEDIA.url(Kind.DOCUMENT, given);
          default -> MEDIA.data(Kind.DOCUMENT, given);
        };
    return new Attachment(Kind.DOCUMENT, source, part.text("filename"), Optional.empty());
  }

  Attachment audio() {
    Members audio = part.need("input_audio").object();
    Value format = audio.need("format");
    String said =
        switch (format.text()) {
          case "wav", "mp3" -> "audio/" + format.text();
          default -> throw format.outside("\"wav\" or \"mp3\"");
        };
    Source source = MEDIA.base64(Kind.AUDIO, format, said, audio.need("data"));
    return new Attachment(Kind.AUDIO, source, Optional.empty(), Optional.empty());
  }

  Attachment video() {
    Source source = MEDIA.url(Kind.VIDEO, part.need("video_url"));
    return new Attachment(Kind.VIDEO, source, Optional.empty(), Optional.empty());
  }

  /// The one of these members that is there.
  private Optional<Value> one(String... names) {
    List<Value> given = List.of(names).stream().map(part::find).flatMap(Optional::stream).toList();
    if (given.size() > 1) {
      throw given
          .getLast()
          .refuse(
              Problem.OUT_OF_RANGE,
              "must not be given beside " + given.getFirst().path() + "; send one");
    }
    return given.stream().findFirst();
  }
}
