package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Parameter.Span;
import dev.millrace.llm.Reasoning.Effort;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What can be asked of a model behind Messages, by its skill (docs.anthropic.com, 2026-11).
final class Abilities {
  private static final Set<Ask> ALL =
      Set.of(
          Ask.PREFILL,
          Ask.TOOLS,
          Ask.FORCED_CALLS,
          Ask.SERIAL_CALLS,
          Ask.STRICT_TOOLS,
          Ask.CACHE_POINTS,
          Ask.LINKED_IMAGES,
          Ask.LINKED_DOCUMENTS,
          Ask.IMAGES,
          Ask.DOCUMENTS,
          Ask.STORED_FILES,
          Ask.IMAGES_OF_TOOLS);
  private static final Set<Parameter> CHOOSING =
      Set.of(Parameter.TEMPERATURE, Parameter.TOP_P, Parameter.TOP_K);
  private static final Set<Effort> EFFORTS =
      Set.of(Effort.LOW, Effort.MEDIUM, Effort.HIGH, Effort.XHIGH, Effort.MAX);

  private Abilities() {}

  static Means of(Host host, Skill skill) {
    var parameters = EnumSet.of(Parameter.MAX_TOKENS, Parameter.STOP);
    if (skill.samples()) {
      parameters.addAll(CHOOSING);
    }
    return new Means(
        parameters,
        Map.of(Parameter.TEMPERATURE, new Span(0, 1)),
        asks(host, skill),
        Set.of(Means.Shape.SCHEMA),
        thinking(skill)
            .replaying(host.unsigned() ? Means.Replay.WELCOME : Means.Replay.FORBIDDEN)
            .apart(apart(skill)),
        Optional.of(Set.of("user", "safety_identifier", "service_tier", Betas.FIELD)),
        Set.of(host.maker()));
  }

  /// Arguments are held to their schema by those who hold answers to one.
  private static Set<Ask> asks(Host host, Skill skill) {
    var asks = EnumSet.copyOf(ALL);
    if (!skill.prefills()) {
      asks.remove(Ask.PREFILL);
    }
    if (!skill.formats()) {
      asks.remove(Ask.STRICT_TOOLS);
    }
    if (host.unsigned()) { // files are kept by Anthropic alone
      asks.remove(Ask.STORED_FILES);
    }
    return asks;
  }

  private static Means.Thinking thinking(Skill skill) {
    return switch (skill.thinking()) {
      case NONE -> Means.Thinking.never();
      case BUDGET -> new Means.Thinking(true, Set.of(), true);
      case EITHER -> new Means.Thinking(true, EFFORTS, true);
      case ADAPTIVE -> new Means.Thinking(true, EFFORTS, false);
    };
  }

  /// Nobody thinks before a call that is demanded, as of a tool that stands in for a form, or in the
  /// midst of an answer; and who thinks chooses among nearly all tokens.
  private static Means.Apart apart(Skill skill) {
    return new Means.Apart(
        Set.of(Ask.FORCED_CALLS, Ask.PREFILL),
        !skill.formats(),
        Map.of(
            Parameter.TEMPERATURE, new Span(1, 1),
            Parameter.TOP_K, new Span(0, 0),
            Parameter.TOP_P, new Span(RequestWriter.THINKING_SHARE, 1)));
  }
}
