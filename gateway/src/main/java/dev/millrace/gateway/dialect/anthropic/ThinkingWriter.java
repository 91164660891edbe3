package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reasoning.Effort;
import dev.millrace.llm.Request;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// How a model is asked to think, or not to.
///
/// @param mode in the protocol's words
/// @param budget in tokens; with [Mode#ENABLED] alone
/// @param effort in the protocol's words
record ThinkingWriter(Mode mode, OptionalInt budget, Optional<String> effort) {
  private static final int LEAST = 1_024;
  private static final ThinkingWriter NOTHING =
      new ThinkingWriter(Mode.UNSAID, OptionalInt.empty(), Optional.empty());

  enum Mode {
    UNSAID,
    DISABLED,
    ENABLED,
    ADAPTIVE
  }

  /// Whoever goes on from its own words, is held by a tool that stands in for a schema, or is midway
  /// between calls, cannot begin to think: it does not, as the rest of the request says more.
  ///
  /// @param midway see [Conversation#midway]
  static ThinkingWriter of(Request request, Skill skill, boolean midway) {
    boolean forced = request.constraint().isPresent() && !skill.formats();
    boolean begun =
        request.prompt() instanceof Prompt.Conversation(_, var rendering) && rendering.continues();
    return switch (request.reasoning().mode()) {
      case UNSAID -> NOTHING;
      case OFF -> off(skill);
      case ON -> forced || begun ? off(skill) : on(request, skill, midway);
    };
  }

  private static ThinkingWriter off(Skill skill) {
    return switch (skill.thinking()) {
      case NONE, ADAPTIVE -> NOTHING;
      case BUDGET, EITHER ->
          new ThinkingWriter(Mode.DISABLED, OptionalInt.empty(), Optional.empty());
    };
  }

  private static ThinkingWriter on(Request request, Skill skill, boolean midway) {
    var reasoning = request.reasoning();
    return switch (skill.thinking()) {
      case NONE -> throw RequestWriter.unsupported("reasoning", "which does not think");
      case BUDGET -> midway ? off(skill) : budgeted(request, skill, budget(reasoning));
      case EITHER ->
          reasoning.budget().isPresent() && !midway
              ? budgeted(request, skill, reasoning.budget().getAsInt())
              : adaptive(reasoning);
      case ADAPTIVE -> adaptive(reasoning);
    };
  }

  private static int budget(Reasoning reasoning) {
    return reasoning
        .budget()
        .orElseGet(() -> Host.budget(reasoning.effort().orElse(Effort.MEDIUM)));
  }

  /// Thoughts are part of the answer: where that is to be shorter than the least thought, there are
  /// none. A degree leaves a fifth of the answer to its words.
  private static ThinkingWriter budgeted(Request request, Skill skill, int wanted) {
    int most = request.bounds().maxTokens().orElse(skill.longest());
    if (most <= LEAST) {
      return off(skill);
    }
    boolean exact = request.reasoning().budget().isPresent();
    int room = exact ? most - 1 : Math.max(LEAST, most / 5 * 4);
    int tokens = Math.max(LEAST, Math.min(wanted, room));
    return new ThinkingWriter(Mode.ENABLED, OptionalInt.of(tokens), Optional.empty());
  }

  private static ThinkingWriter adaptive(Reasoning reasoning) {
    var effort =
        reasoning
            .effort()
            .or(() -> reasoning.budget().stream().mapToObj(ThinkingWriter::effort).findFirst());
    return new ThinkingWriter(Mode.ADAPTIVE, OptionalInt.empty(), effort.map(ThinkingWriter::word));
  }

  /// The degree that so many tokens are nearest to.
  private static Effort effort(int tokens) {
    for (var effort : Effort.values()) {
      if (tokens <= Host.budget(effort)) {
        return effort;
      }
    }
    return Effort.MAX;
  }

  /// There is nothing below `low`.
  private static String word(Effort effort) {
    return effort == Effort.MINIMAL ? "low" : effort.name().toLowerCase(Locale.ROOT);
  }

  /// Whether the model is to think.
  boolean on() {
    return mode == Mode.ENABLED || mode == Mode.ADAPTIVE;
  }

  /// Writes the member `thinking`.
  ///
  /// @param display whether thoughts are shown only if that is asked for
  void write(boolean display, JsonWriter json) {
    if (mode == Mode.UNSAID) {
      return;
    }
    json.object("thinking").field("type", mode.name().toLowerCase(Locale.ROOT));
    budget.ifPresent(tokens -> json.field("budget_tokens", tokens));
    if (display && on()) {
      json.field("display", "summarized");
    }
    json.endObject();
  }
}
