package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the conversation: `system`, `messages`, and up to where all of it is worth keeping.
final class ConversationReader {
  private final Members body;
  private final Rest rest;
  private final BlocksReader blocks;

  ConversationReader(Members body, Rest rest, Thoughts thoughts) {
    this.body = body;
    this.rest = rest;
    this.blocks = new BlocksReader(rest, thoughts);
  }

  /// @param tools where the tools are worth keeping: they are before all else
  List<Message> read(Optional<Part.CachePoint> tools) {
    var messages = new ArrayList<Message>();
    body.find("system")
        .map(blocks::system)
        .filter(parts -> !parts.isEmpty())
        .ifPresent(parts -> messages.add(message(Role.SYSTEM, parts)));
    Value given = body.need("messages");
    List<Value> items = given.items();
    if (items.isEmpty()) {
      throw given.refuse(Problem.OUT_OF_RANGE, "must hold at least one message");
    }
    items.forEach(item -> messages.addAll(turns(item)));
    last(messages, items.getLast());
    tools.ifPresent(point -> messages.set(0, with(messages.getFirst(), point, 0)));
    new CacheReader(rest).read(body).ifPresent(point -> endWith(point, messages));
    return messages;
  }

  /// A last message of the model's is the beginning of its answer; an empty one begins nothing.
  private static void last(List<Message> messages, Value item) {
    var last = messages.getLast();
    if (last.role() != Role.ASSISTANT) {
      return;
    }
    if (last.parts().isEmpty() && messages.size() > 1) {
      messages.removeLast();
    } else if (last.parts().stream().anyMatch(Part.ToolCall.class::isInstance)) {
      throw item.refuse(
          Problem.OUT_OF_RANGE, "calls tools, but no message with their results follows");
    }
  }

  private static void endWith(Part.CachePoint point, List<Message> messages) {
    var last = messages.removeLast();
    messages.add(with(last, point, last.parts().size()));
  }

  private static Message with(Message message, Part part, int place) {
    var parts = new ArrayList<>(message.parts());
    parts.add(place, part);
    return message(message.role(), parts);
  }

  private static Message message(Role role, List<Part> parts) {
    return new Message(role, Optional.empty(), parts);
  }

  private List<Message> turns(Value item) {
    var message = item.object();
    Value role = message.need("role");
    Value content = message.need("content");
    List<Message> turns =
        switch (role.text()) {
          case "user" -> asked(blocks.user(content), content);
          case "assistant" -> List.of(message(Role.ASSISTANT, blocks.assistant(content)));
          case "system" -> List.of(message(Role.SYSTEM, blocks.system(content)));
          default -> throw role.outside("\"user\", \"assistant\" or \"system\"");
        };
    rest.of(message);
    return turns;
  }

  /// What tools answered comes before what the user says, each result as a message of its own.
  private List<Message> asked(List<Part> parts, Value content) {
    var turns = new ArrayList<Message>();
    var words = new ArrayList<Part>();
    boolean late = false;
    boolean afterResult = false;
    for (var part : parts) {
      if (part instanceof Part.ToolResult) {
        late |= !words.isEmpty();
        turns.add(message(Role.TOOL, List.of(part)));
        afterResult = true;
      } else if (part instanceof Part.CachePoint point && afterResult) {
        endWith(point, turns);
      } else {
        words.add(part);
        afterResult = false;
      }
    }
    if (late) {
      String why = "what tools answered was put before the rest of the message";
      rest.note(new Note(content.path(), Note.Fate.EMULATED, why));
    }
    if (!words.isEmpty() || turns.isEmpty()) {
      turns.add(message(Role.USER, words));
    }
    return turns;
  }
}
