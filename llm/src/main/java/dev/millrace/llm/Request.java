package dev.millrace.llm;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// What a client wants of a model, in nobody's wire format.
///
/// @param model the name asked for, not yet resolved
/// @param messages the conversation so far, at least one turn
/// @param logprobs absent: none wanted; 0 to 20: log probabilities of the tokens said, with so many
///     alternatives each
/// @param extras fields of the dialect it came in that the vocabulary does not know, by their name
///     there; given back only to the same dialect
public record Request(
    String model,
    List<Message> messages,
    List<Tool> tools,
    Reasoning reasoning,
    Sampling sampling,
    Bounds bounds,
    OptionalInt logprobs,
    Map<String, Json> extras) {
  public Request {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
    extras = Map.copyOf(extras);
  }

  /// A plain request: nothing but a conversation.
  public static Request of(String model, List<Message> messages) {
    return new Request(
        model,
        messages,
        List.of(),
        Reasoning.UNSAID,
        Sampling.unsaid(),
        Bounds.none(),
        OptionalInt.empty(),
        Map.of());
  }

  /// The same for another model: what an upstream calls it.
  public Request withModel(String name) {
    return new Request(name, messages, tools, reasoning, sampling, bounds, logprobs, extras);
  }

  /// The same with other sampling.
  public Request withSampling(Sampling other) {
    return new Request(model, messages, tools, reasoning, other, bounds, logprobs, extras);
  }

  /// The same with other bounds.
  public Request withBounds(Bounds other) {
    return new Request(model, messages, tools, reasoning, sampling, other, logprobs, extras);
  }
}
