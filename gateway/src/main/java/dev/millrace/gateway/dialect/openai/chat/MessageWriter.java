package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.List;

/// Writes the turns of a conversation as elements of the array that is open. What a tool has
/// answered beside words has no place in its own message; the user's next one brings it. That it
/// has failed is told in words. Not thread-safe.
final class MessageWriter {
  private final Replay replay;
  private final String mark;
  private final JsonWriter json;
  private final ContentWriter content;
  private final List<Part> brought = new ArrayList<>();

  /// @param mark what is true of the last message; empty: nothing
  MessageWriter(Replay replay, String mark, JsonWriter json) {
    this.replay = replay;
    this.mark = mark;
    this.json = json;
    this.content = new ContentWriter(json);
  }

  void write(List<Message> messages) {
    for (int i = 0; i < messages.size(); i++) {
      write(messages.get(i), i == messages.size() - 1);
    }
    bring();
  }

  private void write(Message message, boolean last) {
    var results = only(Part.ToolResult.class, message.parts());
    results.forEach(result -> result(message, result));
    if (message.parts().size() > results.size() || results.isEmpty()) {
      if (message.role() != Role.USER) {
        bring();
      }
      spoken(message, last);
    }
  }

  private void result(Message message, Part.ToolResult result) {
    json.object().field("role", "tool");
    message.name().ifPresent(name -> json.field("name", name));
    String text = result.failed() ? "Error: " + result.text() : result.text();
    json.field("tool_call_id", result.callId()).field("content", text).endObject();
    var attachments = only(Part.Attachment.class, result.content());
    if (!attachments.isEmpty()) {
      brought.add(new Part.Text("From the tool call " + result.callId() + ":"));
      brought.addAll(attachments);
    }
  }

  /// What tools brought, as a message of its own, where no message of the user follows.
  private void bring() {
    if (!brought.isEmpty()) {
      json.object().field("role", "user");
      content.write(brought);
      json.endObject();
      brought.clear();
    }
  }

  private void spoken(Message message, boolean last) {
    var said = new ArrayList<>(brought);
    brought.clear();
    message.parts().stream()
        .filter(part -> isContent(part) && !isSpoken(message, part))
        .forEach(said::add);
    var spoken = message.parts().stream().filter(part -> isSpoken(message, part)).findFirst();
    var calls = only(Part.ToolCall.class, message.parts());
    var thoughts = new ThoughtWriter(replay, message, json);
    json.object().field("role", Wire.role(message.role()));
    message.name().ifPresent(name -> json.field("name", name));
    if (thoughts.inContent()) {
      thoughts.content(said);
    } else if (!said.isEmpty()) {
      content.write(said);
    } else if (calls.isEmpty() && spoken.isEmpty()) {
      json.field("content", "");
    } else {
      json.nothing("content");
    }
    thoughts.field();
    spoken.ifPresent(this::audio);
    calls(calls);
    if (last && !mark.isEmpty() && message.role() == Role.ASSISTANT) {
      json.field(mark, true);
    }
    json.endObject();
  }

  /// What the model said aloud, which its provider has kept.
  private static boolean isSpoken(Message message, Part part) {
    return message.role() == Role.ASSISTANT
        && part instanceof Part.Attachment(var kind, var source, _, _)
        && kind == Part.Attachment.Kind.AUDIO
        && source instanceof Part.Source.Stored;
  }

  private void audio(Part part) {
    if (part instanceof Part.Attachment(_, Part.Source.Stored(var id), _, _)) {
      json.object("audio").field("id", id).endObject();
    }
  }

  private static boolean isContent(Part part) {
    return switch (part) {
      case Part.Text _, Part.Refusal _, Part.Attachment _ -> true;
      case Part.Thought _, Part.Withheld _, Part.ToolCall _, Part.ToolResult _, Part.CachePoint _ ->
          false;
    };
  }

  private void calls(List<Part.ToolCall> calls) {
    if (calls.isEmpty()) {
      return;
    }
    new CallWriter(Manner.usual(), json).whole(calls);
  }

  private static <T extends Part> List<T> only(Class<T> kind, List<Part> parts) {
    return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
