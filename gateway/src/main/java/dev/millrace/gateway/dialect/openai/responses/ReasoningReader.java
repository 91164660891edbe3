package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reasoning.Effort;
import java.util.Optional;

/// Reads `reasoning`: how much the model is to think, and how its thoughts are shown.
///
/// @param rest is told of what cannot be honoured
record ReasoningReader(Members body, Rest rest) {
  private static final String EFFORTS =
      "\"none\", \"minimal\", \"low\", \"medium\", \"high\", \"xhigh\" or \"max\"";

  /// What is said of thinking.
  ///
  /// @param effort as it was said
  /// @param summary as it was asked for; empty: thoughts are shown as they are
  record Wish(Reasoning reasoning, Optional<String> effort, Optional<String> summary) {}

  Wish read() {
    Optional<Members> given = body.find("reasoning").map(Value::object);
    var effort = given.flatMap(reasoning -> reasoning.find("effort"));
    var summary = given.flatMap(this::summary);
    given.ifPresent(rest::of);
    return new Wish(
        effort.map(ReasoningReader::effort).orElse(Reasoning.UNSAID),
        effort.map(Value::text),
        summary);
  }

  private static Reasoning effort(Value given) {
    return switch (given.text()) {
      case "none" -> Reasoning.OFF;
      case "minimal" -> Reasoning.of(Effort.MINIMAL);
      case "low" -> Reasoning.of(Effort.LOW);
      case "medium" -> Reasoning.of(Effort.MEDIUM);
      case "high" -> Reasoning.of(Effort.HIGH);
      case "xhigh" -> Reasoning.of(Effort.XHIGH);
      case "max" -> Reasoning.of(Effort.MAX);
      default -> throw given.outside(EFFORTS);
    };
  }

  /// `generate_summary` is its older name. Codex says "none" for no summary. (2026-11)
  private Optional<String> summary(Members reasoning) {
    var older = reasoning.find("generate_summary");
    var newer = reasoning.find("summary");
    if (older.isPresent() && newer.isPresent() && !older.get().text().equals(newer.get().text())) {
      throw older
          .get()
          .refuse(
              Problem.OUT_OF_RANGE,
              "is the older name of reasoning.summary and must not differ from it; send one");
    }
    Optional<Value> asked = newer.or(() -> older).filter(value -> !value.text().equals("none"));
    asked.ifPresent(value -> {
      switch (value.text()) {
        case "auto", "concise", "detailed" ->
            rest.note(
                new Note(
                    value.path(), Note.Fate.EMULATED, "the thoughts themselves are the summary"));
        default -> throw value.outside("\"auto\", \"concise\", \"detailed\" or \"none\"");
      }
    });
    return asked.map(Value::text);
  }
}
