package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reasoning.Effort;
import dev.millrace.llm.Request;
import dev.millrace.llm.Tools;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What Converse has no words for, but the maker of the model has: `additionalModelRequestFields`.
///
/// Thinking: Claude takes a budget, or since 4.6 thinks as much as it sees fit, with an effort; Nova 2
/// and the open models of OpenAI take an effort; others get Converse's own `outputConfig.effort`.
/// Nobody but OpenAI's models thinks unasked, so that not to think needs no words. (2026-11)
final class ModelFields {
  private static final int LEAST_BUDGET = 1024;
  private static final int UNSAID_LIMIT = 32_000;

  /// The models of Claude that know budgets alone.
  private static final Pattern BUDGETS =
      Pattern.compile("claude-(?:3-7|(?:opus|sonnet|haiku)-4(?:-[0-5])?(?:-2\\d{7}|$|[^\\d-]))");

  private final Request request;
  private final Family family;
  private final Map<String, Json> fields = new LinkedHashMap<>();
  private Optional<String> effort = Optional.empty();
  private boolean thinks;

  ModelFields(Request request, Family family) {
    this.request = request;
    this.family = family;
    if (request.reasoning().on()) {
      think(request.reasoning());
    } else if (request.reasoning().mode() == Reasoning.Mode.OFF && family == Family.OPENAI) {
      fields.put("reasoning_effort", new Json.Text("low")); // it always thinks
    }
    if (!thinks) {
      request.sampling().topK().ifPresent(this::topK);
    }
  }

  /// Whether this is Claude thinking, which takes no word on how tokens are chosen.
  boolean thinks() {
    return thinks;
  }

  /// The degree of effort that Converse itself has a word for.
  Optional<String> effort() {
    return effort;
  }

  void write(JsonWriter json) {
    if (!fields.isEmpty()) {
      json.field("additionalModelRequestFields", new Json.Fields(fields));
    }
    if (family == Family.ANTHROPIC && !request.bounds().stop().isEmpty()) {
      json.array("additionalModelResponseFieldPaths").value("/" + Wire.SEQUENCE).endArray();
    }
  }

  private void topK(int value) {
    var number = Json.Numeral.of(value);
    if (family == Family.AMAZON) {
      fields.put("inferenceConfig", object("topK", number));
    } else {
      fields.put("top_k", number);
    }
  }

  private void think(Reasoning reasoning) {
    switch (family) {
      case ANTHROPIC -> claude(reasoning);
      case AMAZON -> nova(reasoning);
      case OPENAI ->
          degree(reasoning)
              .ifPresent(degree -> fields.put("reasoning_effort", new Json.Text(low(degree))));
      case MISTRAL, OTHER -> effort = degree(reasoning).map(ModelFields::word);
    }
  }

  /// A forced call and thinking exclude each other there; the call is what was demanded.
  private void claude(Reasoning reasoning) {
    switch (request.tools().choice()) {
      case Tools.Required _, Tools.Named _ -> {
        return;
      }
      case Tools.Auto _, Tools.None _ -> {}
    }
    boolean budgeted = BUDGETS.matcher(request.model()).find();
    if (!budgeted && reasoning.budget().isEmpty()) {
      fields.put("thinking", object("type", new Json.Text("adaptive")));
      effort = reasoning.effort().map(ModelFields::word);
      thinks = true;
      return;
    }
    var budget = budget(reasoning);
    budget.ifPresent(tokens -> {
      var thinking = new LinkedHashMap<String, Json>();
      thinking.put("type", new Json.Text("enabled"));
      thinking.put("budget_tokens", Json.Numeral.of(tokens));
      fields.put("thinking", new Json.Fields(thinking));
      thinks = true;
    });
  }

  /// Within what the whole answer may take; an answer too short for the least has no thoughts.
  private OptionalInt budget(Reasoning reasoning) {
    int most = request.bounds().maxTokens().orElse(UNSAID_LIMIT) - 1;
    int wanted =
        reasoning.budget().orElseGet(() -> tokens(reasoning.effort().orElse(Effort.MEDIUM)));
    int given = Math.min(Math.max(wanted, LEAST_BUDGET), most);
    return given < LEAST_BUDGET ? OptionalInt.empty() : OptionalInt.of(given);
  }

  private static int tokens(Effort effort) {
    return switch (effort) {
      case MINIMAL -> LEAST_BUDGET;
      case LOW -> 2 * LEAST_BUDGET;
      case MEDIUM -> 8 * LEAST_BUDGET;
      case HIGH -> 16 * LEAST_BUDGET;
      case XHIGH -> 24 * LEAST_BUDGET;
      case MAX -> UNSAID_LIMIT;
    };
  }

  private void nova(Reasoning reasoning) {
    var config = new LinkedHashMap<String, Json>();
    config.put("type", new Json.Text("enabled"));
    String word = low(degree(reasoning).orElse(Effort.MEDIUM));
    config.put("maxReasoningEffort", new Json.Text(word));
    fields.put("reasoningConfig", new Json.Fields(config));
  }

  /// Where a budget is said, the degree that comes nearest to it.
  private static Optional<Effort> degree(Reasoning reasoning) {
    if (reasoning.budget().isEmpty()) {
      return reasoning.effort();
    }
    int budget = reasoning.budget().getAsInt();
    return Stream.of(Effort.values())
        .filter(effort -> tokens(effort) >= budget)
        .findFirst()
        .or(() -> Optional.of(Effort.MAX));
  }

  /// Of those who know three degrees.
  private static String low(Effort effort) {
    return switch (effort) {
      case MINIMAL, LOW -> "low";
      case MEDIUM -> "medium";
      case HIGH, XHIGH, MAX -> "high";
    };
  }

  /// Of those who know five.
  private static String word(Effort effort) {
    return effort == Effort.MINIMAL ? "low" : effort.name().toLowerCase(Locale.ROOT);
  }

  private static Json.Fields object(String name, Json value) {
    return new Json.Fields(Map.of(name, value));
  }
}
