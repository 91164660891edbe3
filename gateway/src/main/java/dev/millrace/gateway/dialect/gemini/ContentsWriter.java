package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Part;
import java.util.List;
import java.util.Optional;

/// Writes a conversation as members of the object that is open. Not thread-safe.
final class ContentsWriter {
  private final JsonWriter json;
  private final AttachmentWriter attachments;
  private final CallWriter calls;

  /// @param ids whether calls are told by their ids, too
  ContentsWriter(JsonWriter json, Mind mind, boolean ids) {
    this.json = json;
    this.attachments = new AttachmentWriter(json);
    this.calls = new CallWriter(json, attachments, mind instanceof Mind.Leveled, ids);
  }

  void write(List<Turn> turns) {
    var rest = turns;
    if (!turns.isEmpty() && turns.getFirst().side() == Turn.Side.SYSTEM) {
      json.object("systemInstruction");
      parts(turns.getFirst());
      json.endObject();
      rest = turns.subList(1, turns.size());
    }
    json.array("contents");
    for (var turn : rest) {
      json.object().field("role", turn.side() == Turn.Side.MODEL ? "model" : "user");
      parts(turn);
      json.endObject();
    }
    json.endArray();
  }

  private void parts(Turn turn) {
    json.array("parts");
    switch (turn.side()) {
      case MODEL -> said(turn.parts());
      case TOOLS -> calls.results(turn.parts());
      case SYSTEM, USER -> turn.parts().forEach(this::part);
    }
    json.endArray();
  }

  /// A signature without a thought goes with the words before it, as it came.
  private void said(List<Part> parts) {
    calls.begin(parts);
    Optional<String> words = Optional.empty();
    for (var part : parts) {
      if (part instanceof Part.Withheld(var content)) {
        words(words.orElse(""), Optional.of(content.value()));
        words = Optional.empty();
      } else {
        words.ifPresent(text -> words(text, Optional.empty()));
        words = part instanceof Part.Text(var text) ? Optional.of(text) : Optional.empty();
        if (words.isEmpty()) {
          part(part);
        }
      }
    }
    words.ifPresent(text -> words(text, Optional.empty()));
  }

  private void words(String text, Optional<String> signature) {
    json.object().field("text", text);
    signature.ifPresent(value -> json.field("thoughtSignature", value));
    json.endObject();
  }

  private void part(Part part) {
    switch (part) {
      case Part.Text(var text) -> words(text, Optional.empty());
      case Part.Refusal(var text) -> words(text, Optional.empty());
      case Part.Attachment attachment -> attachments.write(attachment);
      case Part.ToolCall call -> calls.call(call);
      case Part.Thought(var text, var signature) -> {
        json.object().field("thought", true).field("text", text);
        Wire.own(signature).ifPresent(value -> json.field("thoughtSignature", value));
        json.endObject();
      }
      case Part.Withheld _, Part.ToolResult _, Part.CachePoint _ ->
          throw new IllegalStateException("is written elsewhere, or not at all: " + part);
    }
  }
}
