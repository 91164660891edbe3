package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Part.Attachment;
import dev.millrace.llm.Part.Source;

/// Writes attachments as elements of the array that is open. Of a file that Google keeps, the id is
/// its address.
record AttachmentWriter(JsonWriter json) {
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
    json.object().object("fileData").field("fileUri", address).endObject().endObject();
  }
}
