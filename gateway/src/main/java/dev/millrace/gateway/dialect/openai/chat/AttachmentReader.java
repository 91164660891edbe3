package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.media.Attachments;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part.Attachment;
import dev.millrace.llm.Part.Attachment.Kind;
import dev.millrace.llm.Part.Source;
import java.util.Optional;

/// Reads a part of a message that is no text.
///
/// @param rest is told of what cannot be honoured
record AttachmentReader(Members part, Rest rest) {
  private static final Attachments MEDIA = Attachments.usual();

  /// Some clients leave out the object around the URL.
  Attachment image() {
    Value given = part.need("image_url");
    if (given.json() instanceof Json.Text) {
      return new Attachment(
          Kind.IMAGE, MEDIA.url(Kind.IMAGE, given), Optional.empty(), Optional.empty());
    }
    Members image = given.object();
    Source source = MEDIA.url(Kind.IMAGE, image.need("url"));
    Optional<String> detail = image.find("detail").map(AttachmentReader::detail);
    rest.of(image);
    return new Attachment(Kind.IMAGE, source, Optional.empty(), detail);
  }

  private static String detail(Value given) {
    return switch (given.text()) {
      case "auto", "low", "high" -> given.text();
      default -> throw given.outside("\"auto\", \"low\" or \"high\"");
    };
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
    rest.of(audio);
    return new Attachment(Kind.AUDIO, source, Optional.empty(), Optional.empty());
  }

  Attachment file() {
    Members file = part.need("file").object();
    Optional<Value> data = file.find("file_data");
    Optional<Value> id = file.find("file_id");
    if (data.isPresent() && id.isPresent()) {
      throw id.get().refuse(Problem.OUT_OF_RANGE, "must not be given beside file_data; send one");
    }
    Source source =
        id.<Source>map(MEDIA::stored)
            .orElseGet(() -> MEDIA.data(Kind.DOCUMENT, file.need("file_data")));
    Optional<String> name = file.text("filename");
    rest.of(file);
    return new Attachment(Kind.DOCUMENT, source, name, Optional.empty());
  }

  /// vLLM's words for films and sounds. (2026-11)
  Attachment linked(Kind kind, String name) {
    Members link = part.need(name).object();
    Source source = MEDIA.url(kind, link.need("url"));
    rest.of(link);
    return new Attachment(kind, source, Optional.empty(), Optional.empty());
  }
}
