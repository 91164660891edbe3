package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads one turn of the conversation.
record MessageReader(Members message, Rest rest) {
  private static final String ROLES = "\"system\", \"developer\", \"user\" or \"assistant\"";
  private static final Set<String> OTHER_PARTS =
      Set.of("image_url", "input_audio", "file", "refusal", "video_url");

  Message read() {
    Role role = role();
    var name = message.text("name");
    var parts = new ArrayList<Part>();
    if (role == Role.ASSISTANT) {
      refuseToolCalls();
      thought(parts);
      neutralEchoes();
    }
    parts.addAll(content(message.need("content")));
    rest.of(message);
    return new Message(role, name, parts);
  }

  private Role role() {
    Value given = message.need("role");
    return switch (given.text()) {
      case "system" -> Role.SYSTEM;
      case "developer" -> Role.DEVELOPER;
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      case "tool", "function" ->
          throw given.refuse(
              Problem.UNSUPPORTED, "must be " + ROLES + "; results of tools are not supported");
      default -> throw given.outside(ROLES);
    };
  }

  private void refuseToolCalls() {
    for (String name : List.of("tool_calls", "function_call")) {
      message
          .find(name)
          .filter(value -> !value.json().equals(new Json.Items(List.of())))
          .ifPresent(value -> {
            throw value.refuse(Problem.UNSUPPORTED, "is not supported; leave it out");
          });
    }
  }

  /// What the model thought comes back under the name that it was given.
  private void thought(List<Part> parts) {
    message
        .text("reasoning_content")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> parts.add(new Part.Thought(text)));
  }

  /// Clients send back what an answer had beside its text.
  private void neutralEchoes() {
    message
        .find("annotations")
        .filter(value -> !value.json().equals(new Json.Items(List.of())))
        .ifPresent(value -> rest.unsupported(value, "is not supported; leave it out or send []"));
  }

  private List<Part> content(Value content) {
    return switch (content.json()) {
      case Json.Text(var text) -> List.of(new Part.Text(text));
      case Json.Items _ -> parts(content);
      case Json.Fields _, Json.Numeral _, Json.Bool _, Json.Null _ ->
          throw content.refuse(
              Problem.WRONG_TYPE, "must be a string or an array of parts of type \"text\"");
    };
  }

  private List<Part> parts(Value content) {
    List<Value> items = content.items();
    if (items.isEmpty()) {
      throw content.refuse(Problem.OUT_OF_RANGE, "must hold at least one part");
    }
    var parts = new ArrayList<Part>();
    items.forEach(item -> parts.add(part(item.object())));
    return parts;
  }

  private Part part(Members part) {
    Value type = part.need("type");
    if (OTHER_PARTS.contains(type.text())) {
      throw type.refuse(
          Problem.UNSUPPORTED, "is \"" + type.text() + "\"; only \"text\" is supported");
    }
    if (!type.text().equals("text")) {
      throw type.outside("\"text\"");
    }
    String text = part.need("text").text();
    rest.of(part);
    return new Part.Text(text);
  }
}
