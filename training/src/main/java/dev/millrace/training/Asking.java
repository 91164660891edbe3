package dev.millrace.training;

import dev.millrace.llm.Bounds;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Sampling;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A conversation as the request that a client would make for its last message.
final class Asking {
  private Asking() {}

  static Request request(Conversation conversation) {
    List<dev.millrace.llm.Message> messages = new ArrayList<>();
    if (!conversation.system().isEmpty()) {
      messages.add(dev.millrace.llm.Message.of(Role.SYSTEM, conversation.system()));
    }
    int last = conversation.messages().size() - 1;
    conversation.messages().subList(0, last).forEach(message -> messages.add(message(message)));
    var tools = conversation.tools().stream().map(Asking::tool).toList();
    return Request.of("millrace-mini", messages)
        .withTools(Tools.of(tools))
        .withReasoning(conversation.thinking() ? Reasoning.ON : Reasoning.UNSAID)
        .withSampling(Sampling.greedy())
        .withBounds(Bounds.tokens(300));
  }

  private static dev.millrace.llm.Message message(Message message) {
    return switch (message) {
      case Message.User(var text) -> dev.millrace.llm.Message.of(Role.USER, text);
      case Message.Answer(_, var text) -> dev.millrace.llm.Message.of(Role.ASSISTANT, text);
      case Message.Result(var text) -> parts(Role.TOOL, List.of(new Part.ToolResult("call", text)));
      case Message.Calls(_, var calls) ->
          parts(
              Role.ASSISTANT,
              calls.stream()
                  .<Part>map(call -> new Part.ToolCall("call", call.name(), call.arguments()))
                  .toList());
    };
  }

  private static dev.millrace.llm.Message parts(Role role, List<Part> parts) {
    return new dev.millrace.llm.Message(role, Optional.empty(), parts);
  }

  private static Tool tool(String json) {
    var function = (Json.Fields) JsonText.fields(json).get("function").orElseThrow();
    var description = function.get("description").orElse(new Json.Text(""));
    return new Tool(
        ((Json.Text) function.get("name").orElseThrow()).value(),
        ((Json.Text) description).value(),
        (Json.Fields) function.get("parameters").orElseThrow());
  }
}
