package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes the turns of a conversation as items of the array that is open. Thoughts go back to OpenAI
/// as the items that they came as; those that it did not sign it would refuse, so they are left out.
record ItemsWriter(JsonWriter json) {
  /// The longest id of a call that OpenAI takes. (2026-11)
  private static final int LONGEST_ID = 64;

  void write(List<Message> messages) {
    messages.forEach(this::write);
  }

  private void write(Message message) {
    var words = new ArrayList<Part>();
    for (var part : message.parts()) {
      switch (part) {
        case Part.Text _, Part.Refusal _, Part.Attachment _ -> words.add(part);
        case Part.Thought(_, var signature) -> {
          spoken(message.role(), words);
          signature.ifPresent(this::reasoning);
        }
        case Part.Withheld(var content) -> {
          spoken(message.role(), words);
          reasoning(content);
        }
        case Part.ToolCall call -> {
          spoken(message.role(), words);
          call(call);
        }
        case Part.ToolResult result -> {
          spoken(message.role(), words);
          output(result);
        }
        case Part.CachePoint _ -> {}
      }
    }
    spoken(message.role(), words);
  }

  /// What was said until now, if anything, as a message.
  private void spoken(Role role, List<Part> words) {
    if (words.isEmpty()) {
      return;
    }
    json.object().field("type", "message").field("role", word(role));
    new ContentWriter(json, role == Role.ASSISTANT).write("content", words);
    json.endObject();
    words.clear();
  }

  /// What stands beside the results of tools is the user's.
  private static String word(Role role) {
    return switch (role) {
      case SYSTEM -> "system";
      case DEVELOPER -> "developer";
      case USER, TOOL -> "user";
      case ASSISTANT -> "assistant";
    };
  }

  private void reasoning(Part.Signature signature) {
    if (signature.maker().equals(ResponsesProtocol.MAKER)) {
      item(signature.value()).ifPresent(json::value);
    }
  }

  private static Optional<Json> item(String value) {
    try {
      return Optional.<Json>of(JsonReader.readObject(value));
    } catch (Refused _) {
      return Optional.empty();
    }
  }

  private void call(Part.ToolCall call) {
    json.object()
        .field("type", "function_call")
        .field("call_id", shortened(call.id()))
        .field("name", call.name())
        .field("arguments", call.arguments().isBlank() ? "{}" : call.arguments())
        .endObject();
  }

  private void output(Part.ToolResult result) {
    var content = new ArrayList<Part>();
    if (result.failed()) {
      content.add(new Part.Text("Error: " + result.text()));
      result.content().stream().filter(Part.Attachment.class::isInstance).forEach(content::add);
    } else {
      content.addAll(result.content());
    }
    json.object()
        .field("type", "function_call_output")
        .field("call_id", shortened(result.callId()));
    new ContentWriter(json, false).write("output", content);
    json.endObject();
  }

  private static String shortened(String id) {
    if (id.length() <= LONGEST_ID) {
      return id;
    }
    String mark = "_%08x".formatted(id.hashCode());
    return id.substring(0, LONGEST_ID - mark.length()) + mark;
  }
}
