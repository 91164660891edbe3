package dev.millrace.gateway.route;

import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Request;
import dev.millrace.llm.Tool;
import java.util.ArrayList;
import java.util.List;

/// Numbers that stand for the beginnings of a prompt: of its first 512 characters, its first 1,024
/// and so on, each twice as long as the one before, up to 131,072. Prompts that begin alike share
/// the first of them.
final class Landmarks {
  private static final int FIRST = 512;
  private static final int LAST = 131_072;

  private final List<Long> marks = new ArrayList<>();
  private long state = Hash.START;
  private int length;
  private int next = FIRST;

  private Landmarks() {}

  /// Of a request, the shortest beginning first; none if its prompt is short. Tools come first, as
  /// chat templates put them at the head.
  static List<Long> of(Request request) {
    var landmarks = new Landmarks();
    request.tools().declared().forEach(landmarks::pass);
    switch (request.prompt()) {
      case Prompt.Conversation(var messages, _) -> messages.forEach(landmarks::pass);
      case Prompt.Text(var text) -> landmarks.pass(text);
      case Prompt.Tokens(var ids) -> ids.forEach(id -> landmarks.pass(Integer.toString(id)));
    }
    return List.copyOf(landmarks.marks);
  }

  private void pass(Tool tool) {
    pass(tool.name());
    pass(tool.description());
    pass(tool.parameters().toString());
  }

  private void pass(Message message) {
    if (next > LAST) {
      return;
    }
    pass(message.role().name());
    message.parts().forEach(this::pass);
  }

  private void pass(Part part) {
    switch (part) {
      case Part.Text _, Part.Thought _, Part.Refusal _ -> pass(part.grown());
      case Part.ToolCall(_, var name, var arguments, _) -> {
        pass(name);
        pass(arguments);
      }
      case Part.ToolResult(_, var content, _) -> content.forEach(this::pass);
      case Part.Attachment attachment -> pass(attachment.source());
      case Part.Withheld _, Part.CachePoint _ -> {}
    }
  }

  private void pass(Part.Source source) {
    switch (source) {
      case Part.Source.Inline(_, var base64) -> pass(base64);
      case Part.Source.Link(var url) -> pass(url);
      case Part.Source.Stored(var fileId) -> pass(fileId);
    }
  }

  /// A text, and a sign that it ends here.
  private void pass(String text) {
    for (int at = 0; at < text.length() && next <= LAST; at++) {
      take(text.charAt(at));
    }
    if (next <= LAST) {
      take('\0');
    }
  }

  private void take(char character) {
    state = Hash.next(state, character);
    length++;
    if (length == next) {
      marks.add(Hash.mixed(state));
      next *= 2;
    }
  }
}
