package dev.millrace.engine.speech;

import java.util.List;

/// How a family of models writes its calls of tools. Worked out from the family's chat template,
/// which writes the calls of earlier turns.
public enum Markup {
  /// Calls are not written in a way we know.
  NONE,
  /// Hermes, Qwen 2.5 and 3, and Millrace's own: `<tool_call>{"name": .., "arguments": {..}}</tool_call>`.
  HERMES,
  /// Llama 3: `{"name": .., "parameters": {..}}`, alone or after `<|python_tag|>`.
  LLAMA,
  /// Mistral up to Small 3: `[TOOL_CALLS] [{"name": .., "arguments": {..}}]`.
  MISTRAL_LIST,
  /// Mistral since: `[TOOL_CALLS]name[ARGS]{..}`.
  MISTRAL,
  /// DeepSeek V3 and R1: the arguments stand in a fenced block after `function` and the name.
  DEEPSEEK_FENCED,
  /// DeepSeek V3.1: name, separator, arguments.
  DEEPSEEK,
  /// Kimi K2: `functions.name:0` is the call's id and says its name.
  KIMI,
  /// GLM 4.5 and 4.6: `<tool_call>name`, then `<arg_key>` and `<arg_value>` in turn.
  GLM,
  /// Qwen 3 Coder, Qwen 3.5, Nemotron 3: `<function=name><parameter=key>value</parameter></function>`.
  QWEN_CODER;

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

  /// The markup of a model with this chat template.
  public static Markup of(String template) {
    if (template.contains("<｜tool▁call▁begin｜>")) {
      return template.contains("```json") ? DEEPSEEK_FENCED : DEEPSEEK;
    }
    if (template.contains("<|tool_calls_section_begin|>")
        || template.contains("tool_declare<|im_")) {
      return KIMI;
    }
    if (template.contains("[TOOL_CALLS]")) {
      return template.contains("[ARGS]") ? MISTRAL : MISTRAL_LIST;
    }
    return template.contains("<arg_key>") ? GLM : simple(template);
  }

  private static Markup simple(String template) {
    if (template.contains("<function=")) {
      return QWEN_CODER;
    }
    if (template.contains("<tool_call>")) {
      return HERMES;
    }
    boolean llama =
        template.contains("<|start_header_id|>") && template.contains("\"parameters\": ");
    return llama || template.contains("<|python_tag|>") ? LLAMA : NONE;
  }

  Style style() {
    return switch (this) {
      case NONE -> Style.NONE;
      case HERMES, LLAMA -> Style.OBJECT;
      case MISTRAL_LIST, MISTRAL -> Style.EITHER;
      case DEEPSEEK_FENCED, DEEPSEEK, KIMI -> Style.HEADER;
      case GLM, QWEN_CODER -> Style.ELEMENTS;
    };
  }

  /// Tags that begin a call.
  List<String> opens() {
    return switch (this) {
      case NONE -> List.of();
      case HERMES, GLM -> List.of("<tool_call>");
      case LLAMA -> List.of("<|python_tag|>");
      case MISTRAL_LIST, MISTRAL -> List.of("[TOOL_CALLS]");
      case DEEPSEEK_FENCED, DEEPSEEK -> List.of("<｜tool▁call▁begin｜>");
      case KIMI -> List.of("<|tool_call_begin|>");
      case QWEN_CODER -> List.of("<tool_call>", "<function=");
    };
  }

  /// Tags that end a call; none where it ends by itself.
  List<String> closes() {
    return switch (this) {
      case NONE, LLAMA, MISTRAL_LIST, MISTRAL -> List.of();
      case HERMES, GLM, QWEN_CODER -> List.of("</tool_call>");
      case DEEPSEEK_FENCED, DEEPSEEK -> List.of("<｜tool▁call▁end｜>");
      case KIMI -> List.of("<|tool_call_end|>");
    };
  }

  /// Tags between the name and the arguments.
  List<String> separators() {
    return switch (this) {
      case NONE, HERMES, LLAMA, GLM, QWEN_CODER -> List.of();
      case MISTRAL_LIST, MISTRAL -> List.of("[ARGS]", "[CALL_ID]");
      case DEEPSEEK_FENCED, DEEPSEEK -> List.of("<｜tool▁sep｜>");
      case KIMI -> List.of("<|tool_call_argument_begin|>");
    };
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
