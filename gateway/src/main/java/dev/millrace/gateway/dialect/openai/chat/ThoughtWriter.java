package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Role;
import java.util.List;
import java.util.stream.Collectors;

/// Writes what was thought in a turn, as members of the message that is open.
///
/// @param thought empty where there is nothing to write
record ThoughtWriter(Replay replay, String thought, boolean assistant, JsonWriter json) {
  ThoughtWriter(Replay replay, Message message, JsonWriter json) {
    this(replay, thought(replay, message), message.role() == Role.ASSISTANT, json);
  }

  private static String thought(Replay replay, Message message) {
    return replay.rule() == Replay.Rule.FORBIDDEN
        ? ""
        : message.parts().stream()
            .filter(Part.Thought.class::isInstance)
            .map(Part::grown)
            .collect(Collectors.joining());
  }

  /// Whether it goes into the content.
  boolean inContent() {
    return !thought.isEmpty()
        && (replay.form() == Replay.Form.TAGS || replay.form() == Replay.Form.PARTS);
  }

  /// The content, with the thought before what was said.
  void content(List<Part> said) {
    if (replay.form() == Replay.Form.TAGS) {
      String text = said.stream().map(Part::grown).collect(Collectors.joining());
      json.field("content", "<think>" + thought + "</think>\n\n" + text);
      return;
    }
    json.array("content").object().field("type", "thinking").array("thinking");
    json.object().field("type", "text").field("text", thought).endObject();
    json.endArray().endObject();
    said.forEach(new ContentWriter(json)::part);
    json.endArray();
  }

  /// The field of its own, if it has one there.
  void field() {
    boolean demanded = assistant && replay.rule() == Replay.Rule.REQUIRED;
    if (thought.isEmpty() && !demanded) {
      return;
    }
    switch (replay.form()) {
      case REASONING_CONTENT -> json.field("reasoning_content", thought);
      case REASONING -> json.field("reasoning", thought);
      case DETAILS ->
          json.array("reasoning_details")
              .object()
              .field("type", "reasoning.text")
              .field("text", thought)
              .endObject()
              .endArray();
      case TAGS, PARTS -> {}
    }
  }
}
