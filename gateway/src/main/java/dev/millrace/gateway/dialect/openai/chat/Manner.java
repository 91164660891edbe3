package dev.millrace.gateway.dialect.openai.chat;

import java.util.Set;

/// How a request wants its answer to be written, beside what its surface says.
///
/// @param customs the tools that take text: calls of them are those of custom tools
/// @param calls how calls are written
/// @param thoughts how thoughts are
/// @param continuous whether every chunk of a stream tells what was used until then
record Manner(Set<String> customs, Calls calls, Thoughts thoughts, boolean continuous) {
  Manner {
    customs = Set.copyOf(customs);
  }

  /// How calls are written.
  enum Calls {
    /// As `tool_calls`.
    TOOLS,
    /// As `function_call`, of which there is one at most: OpenAI's way before there were tools.
    FUNCTION
  }

  /// How thoughts are written.
  enum Thoughts {
    /// As `reasoning_content`.
    APART,
    /// In the content, as `<think>`.
    INLINE,
    /// Not at all.
    HIDDEN
  }

  /// As OpenAI does where nothing is said.
  static Manner usual() {
    return new Manner(Set.of(), Calls.TOOLS, Thoughts.APART, false);
  }
}
