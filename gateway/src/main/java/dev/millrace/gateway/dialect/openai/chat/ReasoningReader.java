package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Reasoning;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads whether and how much the model is to think, and what becomes of its thoughts. There are
/// many spellings; a request may use several if they agree. This is the table of them, the most
/// telling first; where two contradict, the one further down is refused, and names the other.
///
/// | field | whether | how much | earlier thoughts |
/// |---|---|---|---|
/// | `thinking` (DeepSeek, Kimi, GLM, Wafer) | itself, `type` | `budget_tokens` | `keep`, `clear_thinking` |
/// | `reasoning_effort` (OpenAI) | `none` is off | itself | |
/// | `reasoning` (OpenRouter, Together) | `enabled`, `effort` | `effort`, `max_tokens` | |
/// | `enable_thinking` (Qwen) | itself | `thinking_budget` | |
/// | `thinking_token_budget` (vLLM) | | itself | |
/// | `chat_template_kwargs` (vLLM) | `enable_thinking`, `thinking` | | |
/// | `preserve_thinking` (Wafer) | | | itself |
///
/// @param rest is told of what cannot be honoured
record ReasoningReader(Members body, Rest rest, Wishes wishes) {
  /// The variables of templates that switch thinking: Qwen's and GLM's, DeepSeek's and Kimi's.
  static final List<String> VARIABLES = List.of("enable_thinking", "thinking");

  private static final String EFFORTS =
      "\"none\", \"minimal\", \"low\", \"medium\", \"high\", \"xhigh\" or \"max\"";

  ReasoningReader(Members body, Rest rest) {
    this(body, rest, new Wishes());
  }

  /// Once only.
  Reasoning read() {
    body.find("thinking").ifPresent(this::thinking);
    body.find("reasoning_effort").ifPresent(this::effort);
    body.find("reasoning").ifPresent(given -> reasoning(given.object()));
    body.find("enable_thinking").ifPresent(this::whether);
    body.find("thinking_budget").ifPresent(this::budget);
    body.find("thinking_token_budget").ifPresent(this::budget);
    body.find("chat_template_kwargs").ifPresent(given -> variables(given.object()));
    body.find("preserve_thinking").ifPresent(given -> wishes.kept.add(given, given.bool()));
    body.find("include_reasoning").ifPresent(given -> wishes.shown.add(given, given.bool()));
    return wishes.reasoning();
  }

  /// How thoughts are told: `include_reasoning` (vLLM), `reasoning.exclude` (OpenRouter),
  /// `separate_reasoning` (SGLang). After [#read].
  Manner.Thoughts thoughts() {
    boolean apart = body.find("separate_reasoning").map(Value::bool).orElse(true);
    if (!wishes.shown.agreed().orElse(true)) {
      return Manner.Thoughts.HIDDEN;
    }
    return apart ? Manner.Thoughts.APART : Manner.Thoughts.INLINE;
  }

  private void thinking(Value given) {
    if (given.json() instanceof Json.Bool) {
      whether(given);
      return;
    }
    var thinking = given.object();
    Value type = thinking.need("type");
    boolean on =
        switch (type.text()) {
          case "enabled", "adaptive" -> true;
          case "disabled" -> false;
          default -> throw type.outside("\"enabled\", \"disabled\" or \"adaptive\"");
        };
    wishes.on.add(type, on);
    thinking.find("budget_tokens").ifPresent(this::budget);
    thinking.find("keep").ifPresent(this::keep);
    thinking.find("clear_thinking").ifPresent(clear -> wishes.kept.add(clear, !clear.bool()));
    rest.of(thinking);
  }

  private void keep(Value given) {
    if (!given.text().equals("all")) {
      throw given.outside("\"all\"");
    }
    wishes.kept.add(given, true);
  }

  private void reasoning(Members reasoning) {
    reasoning.find("enabled").ifPresent(this::whether);
    reasoning.find("effort").ifPresent(this::effort);
    reasoning.find("max_tokens").ifPresent(this::budget);
    reasoning.find("exclude").ifPresent(exclude -> wishes.shown.add(exclude, !exclude.bool()));
    rest.of(reasoning);
  }

  /// Templates have variables of many kinds; one of another kind than `true` or `false` is theirs.
  private void variables(Members variables) {
    for (String name : VARIABLES) {
      variables
          .find(name)
          .filter(given -> given.json() instanceof Json.Bool)
          .ifPresent(this::whether);
    }
  }

  private void whether(Value given) {
    wishes.on.add(given, given.bool());
  }

  private void effort(Value given) {
    switch (given.text()) {
      case "none" -> wishes.on.add(given, false);
      case "minimal", "low", "medium", "high", "xhigh", "max" -> {
        wishes.on.add(given, true);
        var effort = Reasoning.Effort.valueOf(given.text().toUpperCase(Locale.ROOT));
        wishes.effort.add(given, effort);
      }
      default -> throw given.outside(EFFORTS);
    }
  }

  /// Who sets a limit to thoughts wants some; none are allowed by a limit of 0, any by vLLM's of -1.
  private void budget(Value given) {
    int tokens = (int) given.wholeNumber(-1, Integer.MAX_VALUE);
    if (tokens >= 0) {
      wishes.on.add(given, tokens > 0);
    }
    if (tokens > 0) {
      wishes.budget.add(given, tokens);
    }
  }

  /// What has been asked for.
  static final class Wishes {
    private final Wish<Boolean> on = new Wish<>();
    private final Wish<Reasoning.Effort> effort = new Wish<>();
    private final Wish<Integer> budget = new Wish<>();
    private final Wish<Boolean> kept = new Wish<>();
    private final Wish<Boolean> shown = new Wish<>();

    Reasoning reasoning() {
      var tokens = budget.agreed();
      var mode =
          on.agreed()
              .map(yes -> yes ? Reasoning.Mode.ON : Reasoning.Mode.OFF)
              .orElse(Reasoning.Mode.UNSAID);
      return new Reasoning(
          mode,
          effort.agreed(),
          tokens.isPresent() ? OptionalInt.of(tokens.get()) : OptionalInt.empty(),
          kept.agreed().orElse(false));
    }
  }

  /// One thing that can be said in several ways.
  private static final class Wish<T> {
    private String field = "";
    private Optional<T> said = Optional.empty();

    /// Refuses what contradicts what was said before.
    void add(Value given, T value) {
      if (said.isEmpty()) {
        field = given.path();
        said = Optional.of(value);
      } else if (!said.get().equals(value)) {
        throw given.refuse(Problem.OUT_OF_RANGE, "contradicts " + field + "; send one of them");
      }
    }

    Optional<T> agreed() {
      return said;
    }
  }
}
