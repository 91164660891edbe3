package dev.millrace.gateway.profile.bud;

import dev.millrace.gateway.json.Value;
import dev.millrace.gateway.profile.Draft;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns a request to a function into one to the model of its variant. What the client says of
/// sampling, limits and the form of the answer comes before what the function says.
record Calling(Function function, Function.Variant variant, Draft draft) {
  private static final String ARGUMENTS = "tensorzero::arguments";
  private static final String PLACE = "messages." + ARGUMENTS;
  private static final Set<String> SYSTEM_ROLES = Set.of("system", "developer");

  /// The fields that say what an answer must look like.
  private static final List<String> FORMS =
      List.of(
          "response_format",
          "guided_json",
          "guided_regex",
          "guided_choice",
          "guided_grammar",
          "structural_tag",
          "structured_outputs",
          "regex",
          "ebnf",
          "json_schema");

  void apply() {
    draft.put("model", new Json.Text(variant.model()));
    variant.temperature().ifPresent(value -> unlessSaid("temperature", number(value)));
    variant.topP().ifPresent(value -> unlessSaid("top_p", number(value)));
    if (draft.find("max_completion_tokens").isEmpty()) {
      variant.maxTokens().ifPresent(most -> unlessSaid("max_tokens", Json.Numeral.of(most)));
    }
    if (FORMS.stream().noneMatch(name -> draft.find(name).isPresent())) {
      function.schema().ifPresent(schema -> draft.put("guided_json", schema));
    }
    draft
        .find("messages")
        .filter(messages -> messages.json() instanceof Json.Items)
        .ifPresent(this::system);
  }

  private static Json number(double value) {
    return new Json.Numeral(BigDecimal.valueOf(value));
  }

  private void unlessSaid(String name, Json value) {
    if (draft.find(name).isEmpty()) {
      draft.put(name, value);
    }
  }

  /// Puts the function's own words in front; the arguments for them come in system messages.
  private void system(Value messages) {
    var values = new HashMap<String, Json>();
    var said = new ArrayList<Json>();
    for (Value message : messages.items()) {
      var found = arguments(message);
      for (Value block : found) {
        values.putAll(block.object().need(ARGUMENTS).object().json().values());
      }
      if (found.isEmpty()) {
        said.add(message.json());
      } else {
        without(message, found).ifPresent(said::add);
      }
    }
    function
        .system()
        .ifPresentOrElse(
            template -> said.addFirst(words(template.text(PLACE, values))), () -> none(values));
    draft.put("messages", new Json.Items(said));
  }

  private void none(Map<String, Json> values) {
    if (!values.isEmpty()) {
      throw new Refused(
          new Failure.BadRequest(
              PLACE,
              Problem.UNSUPPORTED,
              "the function " + function.name() + " has no system template"));
    }
  }

  private static Json words(String text) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("role", new Json.Text("system"));
    fields.put("content", new Json.Text(text));
    return new Json.Fields(fields);
  }

  /// The blocks of a system message that hold arguments.
  private static List<Value> arguments(Value message) {
    if (message.json() instanceof Json.Fields fields
        && fields.get("role").orElse(new Json.Null()) instanceof Json.Text(var role)
        && SYSTEM_ROLES.contains(role)
        && fields.get("content").orElse(new Json.Null()) instanceof Json.Items) {
      return message.object().need("content").items().stream()
          .filter(block ->
              block.json() instanceof Json.Fields inner && inner.get(ARGUMENTS).isPresent())
          .toList();
    }
    return List.of();
  }

  /// A message without some of its blocks; nothing if no other is left.
  private static Optional<Json> without(Value message, List<Value> blocks) {
    var rest = new ArrayList<Json>();
    message.object().need("content").items().stream()
        .filter(block -> !blocks.contains(block))
        .forEach(block -> rest.add(block.json()));
    var fields = new LinkedHashMap<>(message.object().json().values());
    fields.put("content", new Json.Items(rest));
    return rest.isEmpty() ? Optional.empty() : Optional.of(new Json.Fields(fields));
  }
}
