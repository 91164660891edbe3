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
import java.util.Optional;

/// Reads one turn of the conversation.
///
/// @param rest is told of what cannot be honoured
record MessageReader(Members message, Rest rest) {
  private static final String ROLES =
      "\"system\", \"developer\", \"user\", \"assistant\" or \"tool\"";

  Message read() {
    Role role = role();
    var name = message.text("name");
    var parts =
        switch (role) {
          case ASSISTANT -> said();
          case TOOL -> List.<Part>of(result());
          case SYSTEM, DEVELOPER, USER -> content(role).read(message.need("content"));
        };
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
      case "tool" -> Role.TOOL;
      case "function" ->
          throw given.refuse(
              Problem.UNSUPPORTED, "must be " + ROLES + "; \"function\" is not supported");
      default -> throw given.outside(ROLES);
    };
  }

  private ContentReader content(Role role) {
    return new ContentReader(rest, role);
  }

  private Part result() {
    String call = message.need("tool_call_id").text();
    var content = content(Role.TOOL).read(message.need("content"));
    return new Part.ToolResult(call, content, false);
  }

  private List<Part> said() {
    var parts = new ArrayList<Part>();
    thought().filter(text -> !text.isEmpty()).ifPresent(text -> parts.add(new Part.Thought(text)));
    List<Part> calls = message.find("tool_calls").map(this::calls).orElse(List.of());
    var content = calls.isEmpty() ? Optional.of(message.need("content")) : message.find("content");
    content.ifPresent(given -> parts.addAll(content(Role.ASSISTANT).read(given)));
    parts.addAll(calls);
    others();
    return parts;
  }

  /// What the model thought comes back under the name that it was given, which is `reasoning` at
  /// vLLM and OpenRouter. (2026-11)
  private Optional<String> thought() {
    var first = message.text("reasoning_content");
    var second = message.text("reasoning");
    if (first.isPresent() && second.isPresent() && !first.equals(second)) {
      throw message
          .need("reasoning")
          .refuse(
              Problem.OUT_OF_RANGE,
              "is another name of reasoning_content and must not differ from it; send one");
    }
    return first.or(() -> second);
  }

  private List<Part> calls(Value given) {
    var calls = new ArrayList<Part>();
    given.items().forEach(item -> calls.add(call(item.object())));
    return calls;
  }

  private Part call(Members call) {
    String id = call.need("id").text();
    call.find("type")
        .filter(type -> !type.text().equals("function"))
        .ifPresent(type -> {
          throw type.outside("\"function\"");
        });
    var function = call.need("function").object();
    Value name = function.need("name");
    if (name.text().isEmpty()) {
      throw name.refuse(Problem.OUT_OF_RANGE, "must not be empty");
    }
    var part = new Part.ToolCall(id, name.text(), function.need("arguments").text());
    rest.of(function);
    rest.of(call);
    return part;
  }

  /// Clients send back what an answer had beside its text.
  private void others() {
    message
        .find("function_call")
        .ifPresent(value -> {
          throw value.refuse(Problem.UNSUPPORTED, "is not supported; leave it out");
        });
    message
        .find("annotations")
        .filter(value -> !value.json().equals(new Json.Items(List.of())))
        .ifPresent(value -> rest.unsupported(value, "is not supported; leave it out or send []"));
  }
}
