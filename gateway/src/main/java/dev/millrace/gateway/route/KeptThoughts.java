package dev.millrace.gateway.route;

import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.List;

/// Puts what a model thought in earlier turns before it again, for models that can go on from it: as
/// `<think>...</think>` at the head of what it said then. Where that is not wanted, takes it away.
/// Earlier turns are those before the last message of the user; what the model has thought since,
/// between calls of tools, is left to its template.
final class KeptThoughts {
  private KeptThoughts() {}

  /// The same request with the thoughts of earlier turns in its text, or without them.
  static Request apply(Request request) {
    if (!(request.prompt() instanceof Prompt.Conversation(var messages, var rendering))) {
      return request;
    }
    boolean kept = request.reasoning().kept();
    int now = lastOfUser(messages);
    var told = new ArrayList<Message>();
    for (int at = 0; at < messages.size(); at++) {
      var message = messages.get(at);
      told.add(at < now && thinks(message) ? retold(message, kept) : message);
    }
    return request
        .withPrompt(new Prompt.Conversation(told, rendering))
        .withReasoning(request.reasoning().withKept(false));
  }

  private static int lastOfUser(List<Message> messages) {
    int last = messages.size();
    while (last > 0 && messages.get(last - 1).role() != Role.USER) {
      last--;
    }
    return last - 1;
  }

  private static boolean thinks(Message message) {
    return message.role() == Role.ASSISTANT
        && message.parts().stream().anyMatch(Part.Thought.class::isInstance);
  }

  private static Message retold(Message message, boolean kept) {
    var parts = new ArrayList<Part>();
    var thoughts = new StringBuilder();
    for (var part : message.parts()) {
      if (part instanceof Part.Thought(var text, _)) {
        thoughts.append("<think>").append(text).append("</think>");
      } else {
        parts.add(part);
      }
    }
    if (kept) {
      boolean speaks = !parts.isEmpty() && parts.getFirst() instanceof Part.Text;
      String words = speaks ? parts.removeFirst().grown() : "";
      parts.addFirst(new Part.Text(thoughts + words));
    }
    return new Message(message.role(), message.name(), parts);
  }
}
