package dev.millrace.gateway.route;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reasoning.Effort;
import dev.millrace.llm.Reasoning.Mode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Says how much to think in words that a target has: the nearest degree, a limit in tokens for a
/// degree, or a degree for a limit.
record Degrees(Means.Thinking means, Lacking lacking) {
  private static final List<Effort> ASCENDING = List.of(Effort.values());
  private static final String EFFORT = "reasoning_effort";
  private static final String BUDGET = "thinking_budget";

  /// A limit leaves at least so many per cent of the answer for what is not thought.
  private static final int MOST_PERCENT = 80;

  /// The least that Anthropic takes for a limit (2026-11).
  private static final int LEAST_BUDGET = 1024;

  /// @param asked with thinking on
  /// @param room the most tokens of the answer, thoughts included
  Reasoning fit(Reasoning asked, OptionalInt room) {
    if (asked.effort().isEmpty() && asked.budget().isEmpty()) {
      return asked;
    }
    boolean efforts = !means.efforts().isEmpty();
    if (!efforts && !means.budget()) {
      String field = asked.effort().isPresent() ? EFFORT : BUDGET;
      lacking.emulate(field, "the model thinks as much as it likes; it has no degrees");
      return Reasoning.ON.withKept(asked.kept());
    }
    var effort = efforts ? effort(asked) : Optional.<Effort>empty();
    var budget = means.budget() ? budget(asked, effort, room) : OptionalInt.empty();
    return new Reasoning(Mode.ON, effort, budget, asked.kept());
  }

  private Optional<Effort> effort(Reasoning asked) {
    if (asked.effort().isPresent()) {
      return asked.effort().map(this::nearest);
    }
    if (means.budget()) {
      return Optional.empty();
    }
    var worth = near(worth(asked.budget().orElse(0)));
    lacking.emulate(BUDGET, "became the effort " + word(worth) + ", as there are no limits");
    return Optional.of(worth);
  }

  private OptionalInt budget(Reasoning asked, Optional<Effort> effort, OptionalInt room) {
    if (asked.budget().isPresent() || effort.isPresent()) {
      return asked.budget();
    }
    int tokens = asked.effort().map(Degrees::tokens).orElse(LEAST_BUDGET);
    int most = Math.max(LEAST_BUDGET, (int) (room.orElse(tokens * 2) * (long) MOST_PERCENT / 100));
    int limit = Math.min(tokens, most);
    lacking.emulate(EFFORT, "became a limit of " + limit + " tokens, as there are no degrees");
    return OptionalInt.of(limit);
  }

  private Effort nearest(Effort asked) {
    var best = near(asked);
    if (best != asked) {
      String why = word(asked) + " became " + word(best) + ", the nearest that there is";
      lacking.notes().accept(new Note(EFFORT, Note.Fate.CLAMPED, why));
    }
    return best;
  }

  /// Of two that are equally near the greater: who asks for thought gets no less than that.
  private Effort near(Effort asked) {
    return means.efforts().stream()
        .min(
            Comparator.<Effort>comparingInt(one -> Math.abs(rank(one) - rank(asked)))
                .thenComparing(Comparator.reverseOrder()))
        .orElse(asked);
  }

  private static int rank(Effort effort) {
    return ASCENDING.indexOf(effort);
  }

  /// The least degree that may take so many tokens.
  private static Effort worth(int tokens) {
    return ASCENDING.stream()
        .filter(effort -> tokens(effort) >= tokens)
        .findFirst()
        .orElse(Effort.MAX);
  }

  private static int tokens(Effort effort) {
    return switch (effort) {
      case MINIMAL -> 1 << 10;
      case LOW -> 1 << 12;
      case MEDIUM -> 1 << 13;
      case HIGH -> 1 << 14;
      case XHIGH -> 1 << 15;
      case MAX -> 1 << 16;
    };
  }

  private static String word(Effort effort) {
    return effort.name().toLowerCase(Locale.ROOT);
  }
}
