package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Part;
import dev.millrace.llm.Part.Attachment.Kind;
import java.util.stream.Stream;

/// Writes what the system says and the turns, as members of the object that is open.
final class ConversationWriter {
  private final JsonWriter json;
  private final ContentWriter content;

  ConversationWriter(JsonWriter json, Family family) {
    this.json = json;
    this.content = new ContentWriter(json, family);
  }

  void write(Turns turns) {
    if (!turns.system().isEmpty()) {
      json.array("system");
      turns.system().forEach(content::write);
      json.endArray();
    }
    json.array("messages");
    turns.turns().forEach(this::turn);
    json.endArray();
  }

  /// No document comes without words.
  private void turn(Turns.Turn turn) {
    json.object().field("role", turn.assistant() ? "assistant" : "user").array("content");
    turn.parts().forEach(content::write);
    if (turn.parts().stream().anyMatch(ConversationWriter::isDocument)
        && Stream.of(Part.Text.class, Part.Refusal.class)
            .noneMatch(kind -> turn.parts().stream().anyMatch(kind::isInstance))) {
      content.write(new Part.Text("See the document."));
    }
    json.endArray().endObject();
  }

  private static boolean isDocument(Part part) {
    return part instanceof Part.Attachment(var kind, _, _, _) && kind == Kind.DOCUMENT;
  }
}
