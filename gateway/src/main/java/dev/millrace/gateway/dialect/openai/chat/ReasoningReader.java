package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads whether the model is to think, in whichever spelling: OpenAI's `reasoning_effort`,
/// DeepSeek's `thinking`, Qwen's `enable_thinking`, OpenRouter's `reasoning`, and what vLLM passes
/// to templates. All that are there must agree.
///
/// @param rest is told of what cannot be honoured
record ReasoningReader(Members body, Rest rest) {
  /// What stands for thinking as much as the model likes to.
  static final Json USUAL = new Json.Text("medium");

  /// The variables of templates that switch thinking: Qwen's and GLM's, DeepSeek's and Kimi's.
  static final List<String> VARIABLES = List.of("enable_thinking", "thinking");

  private static final String EFFORTS =
      "\"none\", \"minimal\", \"low\", \"medium\", \"high\", \"xhigh\" or \"max\"";

  Reasoning read() {
    var wishes = new ArrayList<Wish>();
    body.find("thinking").map(this::thinking).ifPresent(wishes::add);
    body.find("reasoning_effort").map(ReasoningReader::effort).ifPresent(wishes::add);
    body.find("reasoning").ifPresent(given -> reasoning(given.object(), wishes));
    body.find("enable_thinking").map(ReasoningReader::yes).ifPresent(wishes::add);
    body.find("chat_template_kwargs").ifPresent(given -> variables(given.object(), wishes));
    return agreed(wishes);
  }

  /// How much the model is to think, for a provider that can tell more levels apart than we do.
  Map<String, Json> level() {
    var first = body.find("reasoning_effort");
    var second = body.find("reasoning").flatMap(given -> given.object().find("effort"));
    if (first.isPresent()
        && second.isPresent()
        && !first.get().json().equals(second.get().json())) {
      throw contradiction(second.get().path(), first.get().path());
    }
    return first
        .or(() -> second)
        .map(Value::json)
        .filter(effort -> !effort.equals(USUAL) && !effort.equals(new Json.Text("none")))
        .map(effort -> Map.of("reasoning_effort", effort))
        .orElse(Map.of());
  }

  /// One way of saying it.
  private record Wish(String field, Reasoning reasoning) {}

  private Wish thinking(Value given) {
    if (given.json() instanceof Json.Bool) {
      return yes(given);
    }
    var thinking = given.object();
    Value type = thinking.need("type");
    var wish =
        switch (type.text()) {
          case "enabled" -> new Wish(type.path(), Reasoning.ON);
          case "disabled" -> new Wish(type.path(), Reasoning.OFF);
          default -> throw type.outside("\"enabled\" or \"disabled\"");
        };
    rest.of(thinking);
    return wish;
  }

  private void reasoning(Members reasoning, List<Wish> wishes) {
    reasoning.find("enabled").map(ReasoningReader::yes).ifPresent(wishes::add);
    reasoning.find("effort").map(ReasoningReader::effort).ifPresent(wishes::add);
    rest.of(reasoning);
  }

  /// Templates have variables of many kinds; one of another kind than `true` or `false` is theirs.
  private static void variables(Members variables, List<Wish> wishes) {
    for (String name : VARIABLES) {
      variables
          .find(name)
          .filter(given -> given.json() instanceof Json.Bool)
          .map(ReasoningReader::yes)
          .ifPresent(wishes::add);
    }
  }

  private static Wish yes(Value given) {
    return new Wish(given.path(), given.bool() ? Reasoning.ON : Reasoning.OFF);
  }

  private static Wish effort(Value given) {
    return switch (given.text()) {
      case "none" -> new Wish(given.path(), Reasoning.OFF);
      case "minimal", "low", "medium", "high", "xhigh", "max" ->
          new Wish(given.path(), Reasoning.ON);
      default -> throw given.outside(EFFORTS);
    };
  }

  private static Reasoning agreed(List<Wish> wishes) {
    Optional<Wish> first = wishes.stream().findFirst();
    for (var wish : wishes) {
      if (!wish.reasoning().equals(first.orElse(wish).reasoning())) {
        throw contradiction(wish.field(), first.orElse(wish).field());
      }
    }
    return first.map(Wish::reasoning).orElse(Reasoning.UNSAID);
  }

  private static Refused contradiction(String field, String other) {
    String why = "contradicts " + other + "; send one of them";
    return new Refused(new Failure.BadRequest(field, Problem.OUT_OF_RANGE, why));
  }
}
