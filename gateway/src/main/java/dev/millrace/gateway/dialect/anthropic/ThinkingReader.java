package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reasoning.Effort;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads whether and how much the model is to think, and whether the client wants to see it:
/// `thinking`, the effort of `output_config`, and what `context_management` says of earlier
/// thoughts.
///
/// @param rest is told of what cannot be honoured
record ThinkingReader(Members body, Rest rest) {
  private static final int LEAST_BUDGET = 1024;
  private static final String CLEAR_THINKING = "clear_thinking_20251015";

  /// @param shown whether thoughts are shown, or only their signatures
  record Thinking(Reasoning reasoning, boolean shown) {}

  /// @param most the most tokens of the answer, which thoughts are part of
  Thinking read(OptionalInt most) {
    Optional<Effort> effort = body.find("output_config").map(Value::object).flatMap(this::effort);
    var thinking =
        body.find("thinking")
            .map(Value::object)
            .map(given -> thinking(given, effort, most))
            .orElseGet(() -> new Thinking(Reasoning.UNSAID, true));
    if (effort.isPresent() && !thinking.reasoning().on()) {
      rest.note(
          Note.dropped("output_config.effort", "nothing is thought unless thinking asks for it"));
    }
    boolean kept = body.find("context_management").map(Value::object).map(this::kept).orElse(false);
    return new Thinking(thinking.reasoning().withKept(kept), thinking.shown());
  }

  private Optional<Effort> effort(Members config) {
    Optional<Effort> effort =
        config
            .find("effort")
            .map(given ->
                switch (given.text()) {
                  case "low" -> Effort.LOW;
                  case "medium" -> Effort.MEDIUM;
                  case "high" -> Effort.HIGH;
                  case "xhigh" -> Effort.XHIGH;
                  case "max" -> Effort.MAX;
                  default ->
                      throw given.outside("\"low\", \"medium\", \"high\", \"xhigh\" or \"max\"");
                });
    config
        .find("task_budget")
        .ifPresent(budget -> rest.unsupported(budget, "is a feature that is not served here"));
    config.find("format");
    rest.of(config);
    return effort;
  }

  private Thinking thinking(Members thinking, Optional<Effort> effort, OptionalInt most) {
    Value type = thinking.need("type");
    var read =
        switch (type.text()) {
          case "enabled" ->
              new Thinking(
                  on(effort, OptionalInt.of(budget(thinking.need("budget_tokens"), most))),
                  shown(thinking));
          case "adaptive" -> new Thinking(on(effort, OptionalInt.empty()), shown(thinking));
          case "disabled" -> new Thinking(Reasoning.OFF, true);
          default -> throw type.outside("\"enabled\", \"adaptive\" or \"disabled\"");
        };
    rest.of(thinking);
    return read;
  }

  private static Reasoning on(Optional<Effort> effort, OptionalInt budget) {
    return new Reasoning(Reasoning.Mode.ON, effort, budget, false);
  }

  private static int budget(Value given, OptionalInt most) {
    int budget = (int) given.wholeNumber(LEAST_BUDGET, Integer.MAX_VALUE);
    if (most.isPresent() && budget >= most.getAsInt()) {
      throw given.refuse(
          Problem.OUT_OF_RANGE,
          "must be less than max_tokens, which is "
              + most.getAsInt()
              + ": thoughts are part of the answer");
    }
    return budget;
  }

  private static boolean shown(Members thinking) {
    return thinking
        .find("display")
        .map(given ->
            switch (given.text()) {
              case "summarized" -> true;
              case "omitted" -> false;
              default -> throw given.outside("\"summarized\" or \"omitted\"");
            })
        .orElse(true);
  }

  /// Whether no thoughts of earlier turns are to be cleared away; all other management is
  /// Anthropic's own.
  private boolean kept(Members management) {
    boolean kept = false;
    var edits = management.find("edits").map(Value::items).orElseGet(java.util.List::of);
    for (Value edit : edits) {
      var members = edit.object();
      boolean all =
          members.need("type").text().equals(CLEAR_THINKING)
              && members.find("keep").map(Value::json).equals(Optional.of(new Json.Text("all")));
      if (!all) {
        rest.unsupported(edit, "is a feature that is not served here");
      }
      kept |= all;
    }
    rest.of(management);
    return kept;
  }
}
