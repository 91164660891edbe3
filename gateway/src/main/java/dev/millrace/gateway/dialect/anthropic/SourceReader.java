package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.media.Attachments;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Part.Attachment.Kind;
import dev.millrace.llm.Part.Source;

/// Reads where the bytes of an image or a document are.
///
/// @param rest is told of what cannot be honoured
record SourceReader(Members source, Rest rest) {
  private static final Attachments MEDIA = Attachments.usual();

  Source read(Kind kind) {
    Value type = source.need("type");
    Source read =
        switch (type.text()) {
          case "base64" -> inline(kind);
          case "url" -> MEDIA.url(kind, source.need("url"));
          case "file" -> MEDIA.stored(source.need("file_id"));
          default -> throw type.outside("\"base64\", \"url\" or \"file\"");
        };
    rest.of(source);
    return read;
  }

  private Source inline(Kind kind) {
    Value said = source.need("media_type");
    return MEDIA.base64(kind, said, said.text(), source.need("data"));
  }
}
