package dev.millrace.gateway.profile.wafer;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.function.Predicate;

/// What Wafer looks at before anything else, and refuses although others take it. What is of the
/// wrong type altogether is left for the dialect to find.
final class Requests {
  private static final Set<String> USAGE = Set.of("include_usage", "continuous_usage_stats");
  private static final Json OBJECT = new Json.Text("object");

  private Requests() {}

  /// @throws Refused if something is not as Wafer documents it
  static void check(Json.Fields body) {
    body.get("prompt").ifPresent(Requests::prompt);
    body.get("max_tokens").ifPresent(Requests::positive);
    if (body.get("tools").orElse(new Json.Null()) instanceof Json.Items(var tools)) {
      for (int i = 0; i < tools.size(); i++) {
        if (tools.get(i) instanceof Json.Fields tool) {
          tool("tools[" + i + "].", tool);
        }
      }
    }
  }

  /// The request without what it says of usage in streams, which is told always.
  static Json.Fields metered(Json.Fields body) {
    if (!(body.get("stream_options").orElse(new Json.Null()) instanceof Json.Fields options)) {
      return body;
    }
    var rest = new LinkedHashMap<>(options.values());
    rest.entrySet()
        .removeIf(one -> USAGE.contains(one.getKey()) && one.getValue() instanceof Json.Bool);
    var all = new LinkedHashMap<>(body.values());
    all.put("stream_options", new Json.Fields(rest));
    return new Json.Fields(all);
  }

  private static void prompt(Json prompt) {
    boolean text =
        switch (prompt) {
          case Json.Text _ -> true;
          case Json.Items(var items) -> items.stream().anyMatch(Json.Text.class::isInstance);
          case Json.Fields _, Json.Numeral _, Json.Bool _, Json.Null _ -> false;
        };
    if (text) {
      throw refused(
          "prompt",
          Problem.WRONG_TYPE,
          "must be an array of token ids, or an array of such arrays; send text to"
              + " POST /v1/chat/completions");
    }
  }

  private static void positive(Json most) {
    if (most instanceof Json.Numeral(var number) && number.compareTo(BigDecimal.ONE) < 0) {
      throw refused("max_tokens", Problem.OUT_OF_RANGE, "must be positive");
    }
  }

  /// In whichever dialect: Chat Completions, Responses, Messages.
  private static void tool(String path, Json.Fields tool) {
    if (tool.get("function").orElse(new Json.Null()) instanceof Json.Fields function) {
      schema(path + "function.", "parameters", function, Json.Fields.class::isInstance);
    }
    schema(path, "parameters", tool, Requests::fieldsOrNothing);
    schema(path, "input_schema", tool, Requests::fieldsOrNothing);
  }

  /// Agents send tools without parameters so, and only for Chat Completions does Wafer say that it
  /// refuses them.
  private static boolean fieldsOrNothing(Json properties) {
    return properties instanceof Json.Fields || properties instanceof Json.Null;
  }

  private static void schema(
      String path, String name, Json.Fields tool, Predicate<Json> goodProperties) {
    var given = tool.get(name).filter(json -> !(json instanceof Json.Null));
    if (given.isEmpty()) {
      return;
    }
    boolean good =
        given.get() instanceof Json.Fields schema
            && schema.get("type").filter(OBJECT::equals).isPresent()
            && goodProperties.test(schema.get("properties").orElse(new Json.Null()));
    if (!good) {
      throw refused(
          path + name,
          Problem.WRONG_TYPE,
          "must be a JSON Schema object with \"type\": \"object\" and an object of \"properties\"");
    }
  }

  private static Refused refused(String field, Problem problem, String why) {
    return new Refused(new Failure.BadRequest(field, problem, why));
  }
}
