package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.request.Spelling;
import dev.millrace.llm.Json;
import java.util.Map;

/// How a server's Chat Completions differ from what most of them have in common. Data: a row of the
/// table of vendors says it.
///
/// @param path what follows the base address; `{model}` stands for the model
/// @param spelling how it spells ordinary fields
/// @param logprobs how it is asked for log probabilities
/// @param turns what messages it takes
/// @param calling how it is told of tools
/// @param thinking how it is told to think
/// @param replay how it gets the thoughts of earlier turns back
/// @param answering how its answers differ
/// @param always fields that every request brings, by path
public record Quirks(
    String path,
    Spelling spelling,
    Logprobs logprobs,
    Turns turns,
    Calling calling,
    Thinking thinking,
    Replay replay,
    Answering answering,
    Map<String, Json> always) {
  public Quirks {
    always = Tree.sorted(always);
  }

  /// How a server is asked for log probabilities.
  public enum Logprobs {
    /// `logprobs: true`, and `top_logprobs` says how many alternatives.
    FLAG,
    /// `logprobs` is the number of alternatives itself (Together, 2026-11).
    COUNT
  }

  /// What messages a server takes.
  ///
  /// @param names whether they may have names
  /// @param developer whether it knows OpenAI's role `developer`, or else `system` alone
  /// @param prefill how it is asked to go on from the assistant's last message
  public record Turns(boolean names, boolean developer, Prefill prefill) {}

  /// How a server is asked to go on from the assistant's last message.
  public enum Prefill {
    /// `continue_final_message` (vLLM, SGLang; 2026-11).
    TEMPLATE,
    /// `prefix: true` in the message (Mistral, DeepSeek; 2026-11).
    PREFIX,
    /// `partial: true` in the message (Moonshot, 2026-11).
    PARTIAL,
    /// It does so without being asked (OpenRouter, 2026-11).
    PLAIN;

    /// The field of the message, or nothing.
    String field() {
      return switch (this) {
        case PREFIX -> "prefix";
        case PARTIAL -> "partial";
        case TEMPLATE, PLAIN -> "";
      };
    }
  }

  /// How answers of a server differ.
  ///
  /// @param reasoningApart whether its `completion_tokens` leave out what was thought (xAI, 2026-11)
  /// @param repeats what of its stream comes again
  public record Answering(boolean reasoningApart, Repeats repeats) {
    static Answering usual() {
      return new Answering(false, Repeats.NOTHING);
    }
  }

  /// What of a stream comes again.
  public enum Repeats {
    NOTHING,
    /// A piece of a thought may come twice in a row (xAI, 2026-11).
    THOUGHTS,
    /// Every piece of text or thought may begin with all that came before (MiniMax, 2026-11).
    ALL
  }

  /// The same at another path.
  public Quirks at(String other) {
    return new Quirks(
        other, spelling, logprobs, turns, calling, thinking, replay, answering, always);
  }

  /// Those of a server of which we know nothing.
  public static Quirks usual() {
    return new Quirks(
        "/chat/completions",
        Spelling.usual(),
        Logprobs.FLAG,
        new Turns(true, true, Prefill.TEMPLATE),
        Calling.usual(),
        Thinking.usual(),
        Replay.usual(),
        Answering.usual(),
        Map.of());
  }
}
