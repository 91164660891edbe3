package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import java.util.List;

/// Writes the turns of a conversation as elements of the array that is open.
record MessageWriter(JsonWriter json) {
  void write(Message message) {
    var results = only(Part.ToolResult.class, message);
    results.forEach(result -> result(message, result));
    if (message.parts().size() > results.size() || results.isEmpty()) {
      spoken(message);
    }
  }

  private void result(Message message, Part.ToolResult result) {
    json.object().field("role", "tool");
    message.name().ifPresent(name -> json.field("name", name));
    json.field("tool_call_id", result.callId()).field("content", result.text()).endObject();
  }

  private void spoken(Message message) {
    var texts = only(Part.Text.class, message);
    var calls = only(Part.ToolCall.class, message);
    var thoughts = only(Part.Thought.class, message);
    json.object().field("role", Wire.role(message.role()));
    message.name().ifPresent(name -> json.field("name", name));
    content(texts, calls.isEmpty());
    if (!thoughts.isEmpty()) {
      json.field("reasoning_content", String.join("", thoughts.stream().map(Part::grown).toList()));
    }
    calls(calls);
    json.endObject();
  }

  private void content(List<Part.Text> texts, boolean needed) {
    if (texts.size() == 1) {
      json.field("content", texts.getFirst().text());
      return;
    }
    if (texts.isEmpty()) {
      if (needed) {
        json.field("content", "");
      } else {
        json.nothing("content");
      }
      return;
    }
    json.array("content");
    texts.forEach(
        text -> json.object().field("type", "text").field("text", text.text()).endObject());
    json.endArray();
  }

  private void calls(List<Part.ToolCall> calls) {
    if (calls.isEmpty()) {
      return;
    }
    json.array("tool_calls");
    calls.forEach(call -> Wire.call(call, json));
    json.endArray();
  }

  private static <T extends Part> List<T> only(Class<T> kind, Message message) {
    return message.parts().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
