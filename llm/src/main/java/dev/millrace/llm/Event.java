package dev.millrace.llm;

import java.util.List;

/// One step of an answer that is being given. In order: `Opened`, then for each choice its prompt
/// (`Prompted`), its parts (`Began`, `Grew`..., `Ended`) with its tokens (`Sampled`) between, and
/// `Stopped`, the choices possibly interleaved, then `Metered`, then `Closed`. A stream without
/// `Closed` was cut.
public sealed interface Event {
  /// The upstream has accepted the request. `id` and `model` are what it calls them.
  record Opened(String id, String model) implements Event {}

  /// The prompt as the model saw it, when asked for; comes before all else of the choice.
  record Prompted(int choice, Echo prompt) implements Event {}

  /// Tokens of a choice in their order, when asked for; comes before what they stand for, or with
  /// the last of it.
  record Sampled(int choice, List<Integer> tokens) implements Event {
    public Sampled {
      tokens = List.copyOf(tokens);
    }
  }

  /// Part `index` of a choice begins; `part` is empty still.
  record Began(int choice, int index, Part part) implements Event {}

  /// Part `index` of a choice has grown by `delta`.
  ///
  /// @param logprobs of the tokens whose text this is, when asked for; else empty
  record Grew(int choice, int index, String delta, List<TokenLogprob> logprobs) implements Event {
    public Grew {
      logprobs = List.copyOf(logprobs);
    }
  }

  /// Part `index` of a choice is whole.
  record Ended(int choice, int index) implements Event {}

  /// A choice is whole.
  record Stopped(int choice, Stop stop) implements Event {}

  /// Part `index` of a choice, a [Part.Thought] or a [Part.ToolCall], is signed. Comes at most once,
  /// before the part ends.
  record Signed(int choice, int index, Part.Signature signature) implements Event {}

  /// Words of a choice are from somewhere. Comes after the words.
  ///
  /// @param source as OpenAI's Chat Completions write it among a message's `annotations`
  record Cited(int choice, Json source) implements Event {}

  /// What it took until now, over all choices. May come at any time and several times; the last one,
  /// after all choices, is true of the whole.
  record Metered(Usage usage) implements Event {}

  /// All has been said; the answer is whole.
  record Closed() implements Event {}

  /// The same of another choice: the one so many further on. What is of no choice stays as it is.
  default Event further(int choices) {
    return switch (this) {
      case Prompted(var choice, var prompt) -> new Prompted(choice + choices, prompt);
      case Sampled(var choice, var tokens) -> new Sampled(choice + choices, tokens);
      case Began(var choice, var index, var part) -> new Began(choice + choices, index, part);
      case Grew(var choice, var index, var delta, var logprobs) ->
          new Grew(choice + choices, index, delta, logprobs);
      case Signed(var choice, var index, var signature) ->
          new Signed(choice + choices, index, signature);
      case Cited(var choice, var source) -> new Cited(choice + choices, source);
      case Ended(var choice, var index) -> new Ended(choice + choices, index);
      case Stopped(var choice, var stop) -> new Stopped(choice + choices, stop);
      case Opened _, Metered _, Closed _ -> this;
    };
  }
}
