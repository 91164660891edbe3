package dev.millrace.engine.template;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How one model wants a conversation written. Thread-safe.
///
/// The template sees `messages` (`role`, `content`, and where there are any `name`,
/// `reasoning_content`, `tool_calls`, `tool_call_id`), `tools` (none without tools),
/// `add_generation_prompt`, the names and texts of the special tokens, `enable_thinking` and
/// `thinking` (as some families call it) when the request says whether to think, and what the
/// request brings of its own ([Rendering#variables]). A developer is the system to a template that
/// does not mention developers. Content is always a string.
///
/// A request may bring a template. What such a template writes itself counts as the template's, so
/// it can write control tokens, which is what it is for; what it is given stays foreign.
public final class ChatTemplate {
  /// For a model that brings no template: each turn as `Role: words`, a blank line between turns,
  /// the answer begun with `Assistant:`.
  static final String PLAIN =
      """
      {%- for message in messages -%}
      {{ message.role | capitalize }}: {{ message.content }}
      {%- if not loop.last or add_generation_prompt %}{{ '\\n\\n' }}{% endif %}
      {%- endfor -%}
      {%- if add_generation_prompt %}Assistant:{% endif %}\
      """;

  private static final Set<String> OURS =
      Set.of("messages", "tools", "add_generation_prompt", "continue_final_message");
  private static final String CONTINUES = "continue_final_message";

  private final Compiled own;
  private final Compilations compilations = new Compilations();
  private final Map<String, String> specialTokens;
  private final Clock clock;

  private ChatTemplate(String source, Map<String, String> specialTokens, Clock clock) {
    this.own = Compiled.of(source);
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

  /// The Jinja of the model's template.
  public String source() {
    return own.source();
  }

  /// The Jinja of the template that a request is written with: its own, or the model's.
  public String source(Request request) {
    return rendering(request).template().orElse(own.source());
  }

  /// The prompt.
  ///
  /// @throws TemplateError if the model's template refuses the conversation, or fails
  /// @throws Refused if the request's own template is wrong, refuses, or takes too much; if it sets
  ///     a variable that is not its to set; or if its last message cannot be continued
  public Text render(Request request) {
    Rendering rendering = rendering(request);
    if (rendering.template().isEmpty()) {
      return render(own, request, rendering);
    }
    try {
      return render(compilations.of(rendering.template().get()), request, rendering);
    } catch (TemplateError error) {
      boolean refused = error.blame() == TemplateError.Cause.REFUSED;
      String why = refused ? "it refuses the messages: " + error.problem() : error.getMessage();
      throw bad("chat_template", Failure.Problem.MALFORMED, String.valueOf(why));
    }
  }

  private Text render(Compiled template, Request request, Rendering rendering) {
    List<Message> messages = request.messages();
    if (!rendering.continues()) {
      return render(template, variables(template, request, rendering, messages));
    }
    checkContinued(messages);
    String mark = mark(messages);
    var marked = new ArrayList<>(messages.subList(0, messages.size() - 1));
    marked.add(followed(messages.getLast(), mark + " "));
    return cut(render(template, variables(template, request, rendering, marked)), mark);
  }

  private Text render(Compiled template, Map<String, Value> variables) {
    var limits = template.equals(own) ? Budget.Limits.USUAL : Budget.Limits.FOREIGN;
    return template.render(variables, clock, limits);
  }

  private Map<String, Value> variables(
      Compiled template, Request request, Rendering rendering, List<Message> messages) {
    var variables = new HashMap<String, Value>();
    specialTokens.forEach((name, text) -> variables.put(name, Text.trusted(text)));
    variables.put("documents", new Value.None());
    if (request.reasoning().mode() != Reasoning.Mode.UNSAID) {
      var thinks = new Value.Bool(request.reasoning().on());
      variables.put("enable_thinking", thinks);
      variables.put("thinking", thinks);
    }
    rendering
        .variables()
        .forEach((name, value) -> variables.put(checked(name), given(name, value)));
    variables.put("messages", new Conversation(template.knowsDeveloper()).messages(messages));
    variables.put("tools", Conversation.tools(request.tools().callable()));
    variables.put("add_generation_prompt", new Value.Bool(rendering.answers()));
    return variables;
  }

  private String checked(String name) {
    boolean ours =
        OURS.contains(name) || specialTokens.containsKey(name) || name.endsWith("_token");
    if (ours || Functions.variables().containsKey(name)) {
      String why = "this is not for a request to set; leave it out";
      throw bad("chat_template_kwargs." + name, Failure.Problem.UNSUPPORTED, why);
    }
    return name;
  }

  private static Value given(String name, Json value) {
    try {
      return Conversation.value(value);
    } catch (TemplateError tooDeep) {
      throw bad(
          "chat_template_kwargs." + name,
          Failure.Problem.OUT_OF_RANGE,
          String.valueOf(tooDeep.getMessage()));
    }
  }

  private static void checkContinued(List<Message> messages) {
    boolean answered = !messages.isEmpty() && messages.getLast().role() == Role.ASSISTANT;
    if (!answered) {
      String why = "only a message of the assistant can be continued; the last one must be its";
      throw bad(CONTINUES, Failure.Problem.UNSUPPORTED, why);
    }
    if (messages.getLast().parts().stream().anyMatch(Part.ToolCall.class::isInstance)) {
      String why = "the last message calls tools, so there is nothing in it to go on with";
      throw bad(CONTINUES, Failure.Problem.UNSUPPORTED, why);
    }
  }

  /// Words that occur in no message: where the last one ends is where the template writes them.
  private static String mark(List<Message> messages) {
    String mark = "ends-here";
    for (int number = 0; ; number++) {
      String candidate = mark + number;
      if (messages.stream().noneMatch(message -> message.text().contains(candidate))) {
        return candidate;
      }
    }
  }

  private static Message followed(Message message, String text) {
    var parts = new ArrayList<>(message.parts());
    parts.add(new Part.Text(text));
    return new Message(message.role(), message.name(), parts);
  }

  /// What was written before the mark. A template that trims a message would have trimmed its end.
  private static Text cut(Text written, String mark) {
    int at = written.plain().lastIndexOf(mark);
    if (at < 0) {
      String why = "the chat template does not write the last message, so nothing can follow it";
      throw bad(CONTINUES, Failure.Problem.UNSUPPORTED, why);
    }
    boolean kept = written.plain().startsWith(" ", at + mark.length());
    int end = kept ? at : written.plain().substring(0, at).stripTrailing().length();
    return written.slice(0, end);
  }

  private static Rendering rendering(Request request) {
    return request.prompt() instanceof Prompt.Conversation(_, var rendering)
        ? rendering
        : Rendering.usual();
  }

  private static Refused bad(String field, Failure.Problem problem, String why) {
    return new Refused(new Failure.BadRequest(field, problem, why));
  }
}
