package dev.millrace.llm;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a client wants of a model, in nobody's wire format.
///
/// @param model the name asked for, not yet resolved
/// @param constraint what the answer must look like; tool calls are demanded by `tools`, not here
/// @param extras fields of the dialect it came in that the vocabulary does not know, by their name
///     there; given back only to the same dialect
public record Request(
    String model,
    Prompt prompt,
    Tools tools,
    Reasoning reasoning,
    Sampling sampling,
    Bounds bounds,
    Optional<Constraint> constraint,
    Detail detail,
    Map<String, Json> extras) {
  public Request {
    extras = Map.copyOf(extras);
  }

  /// A plain request: nothing but a prompt.
  public static Request of(String model, Prompt prompt) {
    return new Request(
        model,
        prompt,
        Tools.none(),
        Reasoning.UNSAID,
        Sampling.unsaid(),
        Bounds.none(),
        Optional.empty(),
        Detail.none(),
        Map.of());
  }

  /// A plain request: nothing but a conversation.
  public static Request of(String model, List<Message> messages) {
    return of(model, new Prompt.Conversation(messages, Rendering.usual()));
  }

  /// The turns of the conversation; none if the prompt is none.
  public List<Message> messages() {
    return switch (prompt) {
      case Prompt.Conversation(var messages, _) -> messages;
      case Prompt.Text _, Prompt.Tokens _ -> List.of();
    };
  }

  /// The same for another model: what an upstream calls it.
  public Request withModel(String name) {
    return new Request(
        name, prompt, tools, reasoning, sampling, bounds, constraint, detail, extras);
  }

  /// The same with another prompt.
  public Request withPrompt(Prompt other) {
    return new Request(
        model, other, tools, reasoning, sampling, bounds, constraint, detail, extras);
  }

  /// The same with other tools.
  public Request withTools(Tools other) {
    return new Request(
        model, prompt, other, reasoning, sampling, bounds, constraint, detail, extras);
  }

  /// The same, thinking or not.
  public Request withReasoning(Reasoning other) {
    return new Request(model, prompt, tools, other, sampling, bounds, constraint, detail, extras);
  }

  /// The same with other sampling.
  public Request withSampling(Sampling other) {
    return new Request(model, prompt, tools, reasoning, other, bounds, constraint, detail, extras);
  }

  /// The same with other bounds.
  public Request withBounds(Bounds other) {
    return new Request(
        model, prompt, tools, reasoning, sampling, other, constraint, detail, extras);
  }

  /// The same under a constraint.
  public Request withConstraint(Constraint other) {
    return new Request(
        model, prompt, tools, reasoning, sampling, bounds, Optional.of(other), detail, extras);
  }

  /// The same under no constraint.
  public Request withoutConstraint() {
    return new Request(
        model, prompt, tools, reasoning, sampling, bounds, Optional.empty(), detail, extras);
  }

  /// The same with other details told.
  public Request withDetail(Detail other) {
    return new Request(
        model, prompt, tools, reasoning, sampling, bounds, constraint, other, extras);
  }

  /// The same with other extras.
  public Request withExtras(Map<String, Json> other) {
    return new Request(
        model, prompt, tools, reasoning, sampling, bounds, constraint, detail, other);
  }
}
