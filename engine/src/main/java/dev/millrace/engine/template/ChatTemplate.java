package dev.millrace.engine.template;

import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Request;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/// How one model wants a conversation written. Thread-safe.
///
/// The template sees `messages` (`role`, `content`, and where there are any `name`,
/// `reasoning_content`, `tool_calls`, `tool_call_id`), `tools` (none without tools),
/// `add_generation_prompt` (true), the names and texts of the special tokens, and
/// `enable_thinking` when the request says whether to think. A developer is the system to a
/// template that does not mention developers. Content is always a string.
public final class ChatTemplate {
  /// For a model that brings no template: each turn as `Role: words`, a blank line between turns,
  /// the answer begun with `Assistant:`.
  static final String PLAIN =
      """
      {%- for message in messages -%}
      {{ message.role | capitalize }}: {{ message.content }}{{ '\\n\\n' }}
      {%- endfor -%}
      Assistant:\
      """;

  private final Template template;
  private final boolean knowsDeveloper;
  private final Map<String, String> specialTokens;
  private final Clock clock;

  private ChatTemplate(String source, Map<String, String> specialTokens, Clock clock) {
    this.template = Template.parse(source);
    this.knowsDeveloper = source.contains("developer");
    this.specialTokens = Map.copyOf(specialTokens);
    this.clock = clock;
  }

  /// The template that came with a model.
  ///
  /// @param specialTokens such as `bos_token` to `<s>`
  /// @param clock for templates that tell the date
  /// @throws TemplateError if we cannot read it
  public static ChatTemplate of(String source, Map<String, String> specialTokens, Clock clock) {
    return new ChatTemplate(source, specialTokens, clock);
  }

  /// The fallback for a model without a template.
  public static ChatTemplate plain() {
    return new ChatTemplate(PLAIN, Map.of(), Clock.systemUTC());
  }

  /// The prompt.
  ///
  /// @throws TemplateError if the template refuses the conversation, or fails
  public Text render(Request request) {
    var variables = new HashMap<String, Value>();
    specialTokens.forEach((name, text) -> variables.put(name, Text.trusted(text)));
    variables.put("messages", new Conversation(knowsDeveloper).messages(request.messages()));
    variables.put("tools", Conversation.tools(request.tools().declared()));
    variables.put("documents", new Value.None());
    variables.put("add_generation_prompt", new Value.Bool(true));
    if (request.reasoning() != Reasoning.UNSAID) {
      boolean thinks = request.reasoning() == Reasoning.ON;
      variables.put("enable_thinking", new Value.Bool(thinks));
    }
    return template.render(variables, clock);
  }
}
