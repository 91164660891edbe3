package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Will;
import dev.millrace.llm.Reasoning.Effort;
import java.util.List;
import java.util.Set;

/// How a model is told to think: from Gemini 3 on by a level, before that by a number of tokens, and
/// earlier still not at all (ai.google.dev/gemini-api/docs/thinking, 2026-11).
sealed interface Mind {
  /// How much say requests have in it.
  Means.Thinking means();

  /// By level.
  ///
  /// @param levels that it knows, the least first; it cannot be kept from thinking, so the least stands for that
  record Leveled(List<Effort> levels) implements Mind {
    public Leveled {
      levels = List.copyOf(levels);
    }

    @Override
    public Means.Thinking means() {
      return new Means.Thinking(true, Set.copyOf(levels), false).willing(Will.ALWAYS);
    }

    /// The least that it knows.
    Effort least() {
      return levels.getFirst();
    }

    /// The level next above what is asked for, or the highest.
    Effort nearest(Effort asked) {
      return levels.stream()
          .filter(level -> level.compareTo(asked) >= 0)
          .findFirst()
          .orElse(levels.getLast());
    }

    /// The level for so many tokens, as Google matches them for clients of OpenAI's.
    Effort within(int tokens) {
      if (tokens <= LOW) {
        return nearest(Effort.LOW);
      }
      return nearest(tokens <= MEDIUM ? Effort.MEDIUM : Effort.HIGH);
    }
  }

  /// By number of tokens.
  ///
  /// @param off what keeps it from thinking, or the least where it cannot be kept from it
  record Budgeted(int off, int least, int most) implements Mind {
    @Override
    public Means.Thinking means() {
      var means = new Means.Thinking(true, DEGREES, true);
      return off == 0 ? means : means.willing(Will.ALWAYS);
    }

    /// The tokens for an effort, as Google matches them for clients of OpenAI's.
    int of(Effort effort) {
      return switch (effort) {
        case MINIMAL, LOW -> nearest(LOW);
        case MEDIUM -> nearest(MEDIUM);
        case HIGH -> nearest(HIGH);
        case XHIGH, MAX -> most;
      };
    }

    int nearest(int tokens) {
      return Math.clamp(tokens, least, most);
    }
  }

  /// Not at all.
  record Absent() implements Mind {
    @Override
    public Means.Thinking means() {
      return Means.Thinking.never();
    }
  }

  int LOW = 1_024;
  int MEDIUM = 8_192;
  int HIGH = 24_576;

  /// Those that differ in tokens.
  Set<Effort> DEGREES = Set.of(Effort.LOW, Effort.MEDIUM, Effort.HIGH, Effort.MAX);

  List<Effort> FOUR = List.of(Effort.MINIMAL, Effort.LOW, Effort.MEDIUM, Effort.HIGH);
  List<Effort> THREE = List.of(Effort.LOW, Effort.MEDIUM, Effort.HIGH);

  /// By the beginning of the model's name; the first that fits.
  List<Row> ROWS =
      List.of(
          new Row("gemini-3-pro", new Leveled(List.of(Effort.LOW, Effort.HIGH))),
          new Row("gemini-3-flash", new Leveled(FOUR)),
          new Row("gemini-3.1-flash", new Leveled(FOUR)),
          new Row("gemini-3.5-flash", new Leveled(FOUR)),
          new Row("gemini-2.5-pro", new Budgeted(128, 128, 32_768)),
          new Row("gemini-2.5-flash-lite", new Budgeted(0, 512, HIGH)),
          new Row("gemini-2.5", new Budgeted(0, 1, HIGH)),
          new Row("gemini-2", new Absent()),
          new Row("gemini-1", new Absent()),
          new Row("gemma", new Absent()),
          new Row("learnlm", new Absent()),
          new Row("", new Leveled(THREE)));

  /// The models whose names begin so.
  record Row(String beginning, Mind mind) {}

  /// That of a model.
  ///
  /// @param model its name, with or without its folder
  static Mind of(String model) {
    String name = model.substring(model.lastIndexOf('/') + 1);
    return ROWS.stream()
        .filter(row -> name.startsWith(row.beginning()))
        .findFirst()
        .orElseThrow()
        .mind();
  }
}
