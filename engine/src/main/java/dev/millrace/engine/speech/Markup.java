package dev.millrace.engine.speech;

import java.util.List;

/// How a family of models writes its calls of tools. Worked out from the family's chat template,
/// which writes the calls of earlier turns.
public enum Markup {
  /// Calls are not written in a way we know.
  NONE(Style.NONE, List.of(), List.of(), List.of()),
  /// Hermes, Qwen 2.5 and 3, and Millrace's own: `<tool_call>{"name": .., "arguments": {..}}</tool_call>`.
  HERMES(Style.OBJECT, List.of("<tool_call>"), List.of("</tool_call>"), List.of()),
  /// Llama 3: `{"name": .., "parameters": {..}}`, alone or after `<|python_tag|>`.
  LLAMA(Style.OBJECT, List.of("<|python_tag|>"), List.of(), List.of()),
  /// Mistral up to Small 3: `[TOOL_CALLS] [{"name": .., "arguments": {..}}]`.
  MISTRAL_LIST(Style.EITHER, List.of("[TOOL_CALLS]"), List.of(), List.of("[ARGS]", "[CALL_ID]")),
  /// Mistral since: `[TOOL_CALLS]name[ARGS]{..}`.
  MISTRAL(Style.EITHER, List.of("[TOOL_CALLS]"), List.of(), List.of("[ARGS]", "[CALL_ID]")),
  /// DeepSeek V3 and R1: the arguments stand in a fenced block after `function` and the name.
  DEEPSEEK_FENCED(
      Style.HEADER,
      List.of("<｜tool▁call▁begin｜>"),
      List.of("<｜tool▁call▁end｜>"),
      List.of("<｜tool▁sep｜>")),
  /// DeepSeek V3.1: name, separator, arguments.
  DEEPSEEK(
      Style.HEADER,
      List.of("<｜tool▁call▁begin｜>"),
      List.of("<｜tool▁call▁end｜>"),
      List.of("<｜tool▁sep｜>")),
  /// Kimi K2: `functions.name:0` is the call's id and says its name.
  KIMI(
      Style.HEADER,
      List.of("<|tool_call_begin|>"),
      List.of("<|tool_call_end|>"),
      List.of("<|tool_call_argument_begin|>")),
  /// GLM 4.5 and 4.6: `<tool_call>name`, then `<arg_key>` and `<arg_value>` in turn.
  GLM(Style.ELEMENTS, List.of("<tool_call>"), List.of("</tool_call>"), List.of()),
  /// Qwen 3 Coder, Qwen 3.5, Nemotron 3: `<function=name><parameter=key>value</parameter></function>`.
  QWEN_CODER(
      Style.ELEMENTS,
      List.of("<tool_call>", "<function="),
      List.of("</tool_call>"),
      List.of());

  /// What stands between the tags of a call.
  enum Style {
    NONE,
    /// A JSON object, or several, that says name and arguments.
    OBJECT,
    /// The name in some dress, then the arguments as a JSON object.
    HEADER,
    /// The one or the other.
    EITHER,
    /// An element for each argument.
    ELEMENTS
  }

  private final Style style;
  private final List<String> opens;
  private final List<String> closes;
  private final List<String> separators;

  Markup(Style style, List<String> opens, List<String> closes, List<String> separators) {
    this.style = style;
    this.opens = opens;
    this.closes = closes;
    this.separators = separators;
  }

  /// The markup of a model with this chat template.
  public static Markup of(String template) {
    if (template.contains("<｜tool▁call▁begin｜>")) {
      return template.contains("```json") ? DEEPSEEK_FENCED : DEEPSEEK;
    }
    if (template.contains("<|tool_calls_section_begin|>") || template.contains("tool_declare<|im_")) {
      return KIMI;
    }
    if (template.contains("[TOOL_CALLS]")) {
      return template.contains("[ARGS]") ? MISTRAL : MISTRAL_LIST;
    }
    if (template.contains("<arg_key>")) {
      return GLM;
    }
    if (template.contains("<function=")) {
      return QWEN_CODER;
    }
    if (template.contains("<tool_call>")) {
      return HERMES;
    }
    boolean llama = template.contains("<|start_header_id|>") && template.contains("\"parameters\": ");
    return llama || template.contains("<|python_tag|>") ? LLAMA : NONE;
  }

  Style style() {
    return style;
  }

  /// Tags that begin a call.
  List<String> opens() {
    return opens;
  }

  /// Tags that end a call; none where it ends by itself.
  List<String> closes() {
    return closes;
  }

  /// Tags between the name and the arguments.
  List<String> separators() {
    return separators;
  }

  /// Tags around all calls.
  List<String> frame() {
    return switch (this) {
      case DEEPSEEK, DEEPSEEK_FENCED -> List.of("<｜tool▁calls▁begin｜>", "<｜tool▁calls▁end｜>");
      case KIMI -> List.of("<|tool_calls_section_begin|>", "<|tool_calls_section_end|>");
      case NONE, HERMES, LLAMA, MISTRAL_LIST, MISTRAL, GLM, QWEN_CODER -> List.of();
    };
  }

  /// Whether an answer that begins with `{` may be a call.
  boolean bare() {
    return this == LLAMA;
  }

  /// What the object of a call calls the arguments.
  String argumentsKey() {
    return this == LLAMA ? "parameters" : "arguments";
  }
}
