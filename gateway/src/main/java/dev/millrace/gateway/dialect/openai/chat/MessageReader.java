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
/// @param functions the calls of functions before it
/// @param rest is told of what cannot be honoured
record MessageReader(Members message, FunctionCalls functions, Rest rest) {
  private static final String ROLES =
      "\"system\", \"developer\", \"user\", \"assistant\", \"tool\" or \"function\"";

  Message read() {
    if (message.need("role").json().equals(new Json.Text("function"))) {
      return functionAnswered();
    }
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
      default -> throw given.outside(ROLES);
    };
  }

  private Message functionAnswered() {
    String id = functions.answered(message.need("name"));
    var content =
        message.find("content").map(content(Role.TOOL)::read).orElse(List.of(new Part.Text("")));
    rest.of(message);
    return new Message(
        Role.TOOL, Optional.empty(), List.of(new Part.ToolResult(id, content, false)));
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
    var beside = new AssistantReader(message, functions, rest).read();
    var content = beside.isEmpty() ? Optional.of(message.need("content")) : message.find("content");
    content.ifPresent(given -> parts.addAll(content(Role.ASSISTANT).read(given)));
    parts.addAll(beside);
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
}
