package dev.millrace.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Conversations as the text the model sees. The chat template (`template.jinja`) writes the same text; a test holds
/// them together.
final class Rendering {
  /// @param trained whether the model is to learn to write this
  record Span(String text, boolean trained) {}

  static final String START = "<|im_start|>";
  static final String END = "<|im_end|>";

  private final List<Span> spans = new ArrayList<>();

  private Rendering() {}

  static List<Span> of(Conversation conversation) {
    var rendering = new Rendering();
    rendering.system(conversation);
    int last = conversation.messages().size() - 1;
    for (int i = 0; i <= last; i++) {
      rendering.message(conversation.messages().get(i), conversation.thinking(), i == last);
    }
    return rendering.spans;
  }

  /// The text of a conversation without its last message, ending where the model begins to write.
  static String prompt(Conversation conversation) {
    var spans = of(conversation);
    return spans.subList(0, spans.size() - 2).stream()
        .map(Span::text)
        .collect(Collectors.joining());
  }

  /// What the model should write after [#prompt].
  static String completion(Conversation conversation) {
    var spans = of(conversation);
    return spans.get(spans.size() - 2).text;
  }

  private void system(Conversation conversation) {
    if (conversation.system().isEmpty() && conversation.tools().isEmpty()) {
      return;
    }
    given(START + "system\n" + conversation.system());
    if (!conversation.tools().isEmpty()) {
      given(conversation.system().isEmpty() ? "" : "\n\n");
      given("You can call these tools:\n<tools>\n");
      conversation.tools().forEach(tool -> given(tool + "\n"));
      given(
          "</tools>\nTo call one, answer with its name and arguments as JSON in a tool_call block.");
    }
    given(END + "\n");
  }

  private void message(Message message, boolean thinking, boolean last) {
    switch (message) {
      case Message.User(var text) -> given(START + "user\n" + text + END + "\n");
      case Message.Result(var text) ->
          given(START + "user\n<tool_response>\n" + text + "\n</tool_response>" + END + "\n");
      case Message.Answer(var thought, var text) -> assistant(thought, text, thinking, last);
      case Message.Calls(var thought, var calls) ->
          assistant(thought, calls(calls), thinking, last);
    }
  }

  private void assistant(String thought, String text, boolean thinking, boolean last) {
    boolean thinks = thinking && last;
    given(START + "assistant\n" + (thinks ? "<think>\n" : ""));
    spans.add(new Span((thinks ? thought + "\n</think>\n\n" : "") + text + END, !thinking || last));
    given("\n");
  }

  static String calls(List<Message.Call> calls) {
    return calls.stream()
        .map(call ->
            "<tool_call>\n{\"name\": \""
                + call.name()
                + "\", \"arguments\": "
                + call.arguments()
                + "}\n</tool_call>")
        .collect(Collectors.joining("\n"));
  }

  private void given(String text) {
    spans.add(new Span(text, false));
  }
}
