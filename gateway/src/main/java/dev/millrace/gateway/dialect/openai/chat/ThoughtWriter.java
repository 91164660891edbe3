package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Role;
import java.util.List;
import java.util.stream.Collectors;

/// Writes what was thought in a turn, as members of the message that is open.
///
/// @param thoughts none where there is nothing to write
/// @param assistant whether the message is one of the assistant's
record ThoughtWriter(
    Replay replay, List<Part.Thought> thoughts, boolean assistant, JsonWriter json) {
  ThoughtWriter(Replay replay, Message message, JsonWriter json) {
    this(replay, thoughts(replay, message), message.role() == Role.ASSISTANT, json);
  }

  private static List<Part.Thought> thoughts(Replay replay, Message message) {
    return replay.rule() == Replay.Rule.FORBIDDEN
        ? List.of()
        : message.parts().stream()
            .filter(Part.Thought.class::isInstance)
            .map(Part.Thought.class::cast)
            .filter(thought -> !thought.text().isEmpty())
            .toList();
  }

  private String thought() {
    return thoughts.stream().map(Part.Thought::text).collect(Collectors.joining());
  }

  /// Whether it goes into the content.
  boolean inContent() {
    return !thoughts.isEmpty()
        && (replay.form() == Replay.Form.TAGS || replay.form() == Replay.Form.PARTS);
  }

  /// The content, with the thought before what was said.
  void content(List<Part> said) {
    if (replay.form() == Replay.Form.TAGS) {
      String text = said.stream().map(Part::grown).collect(Collectors.joining());
      json.field("content", "<think>" + thought() + "</think>\n\n" + text);
      return;
    }
    json.array("content").object().field("type", "thinking").array("thinking");
    json.object().field("type", "text").field("text", thought()).endObject();
    json.endArray().endObject();
    said.forEach(new ContentWriter(json)::part);
    json.endArray();
  }

  /// The field of its own, if it has one there.
  void field() {
    boolean demanded = assistant && replay.rule() == Replay.Rule.REQUIRED;
    if (thoughts.isEmpty() && !demanded) {
      return;
    }
    switch (replay.form()) {
      case REASONING_CONTENT -> json.field("reasoning_content", thought());
      case REASONING -> json.field("reasoning", thought());
      case DETAILS -> {
        json.array("reasoning_details");
        thoughts.forEach(thought -> Details.write(thought, json));
        json.endArray();
      }
      case TAGS, PARTS -> {}
    }
  }
}
