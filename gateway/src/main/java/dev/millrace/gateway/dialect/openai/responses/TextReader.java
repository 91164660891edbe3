package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads `text`: what the words of the answer must look like, and how many they should be.
///
/// @param rest is told of what cannot be honoured
record TextReader(Members body, Rest rest) {
  private static final Json.Text MEDIUM = new Json.Text("medium");

  /// What is said of words.
  ///
  /// @param shown as a response repeats it
  record Wish(Optional<Constraint> constraint, Json.Text verbosity, Json.Fields shown) {
    /// Verbosity, by its name in Chat Completions, unless it is the usual one.
    Map<String, Json> extras() {
      return verbosity.equals(MEDIUM) ? Map.of() : Map.of("verbosity", verbosity);
    }
  }

  Wish read() {
    var text = body.find("text").map(Value::object);
    var format = text.flatMap(given -> given.find("format")).map(Value::object);
    var verbosity =
        text.flatMap(given -> given.find("verbosity")).map(TextReader::verbosity).orElse(MEDIUM);
    var constraint = format.flatMap(this::constraint);
    text.ifPresent(rest::of);
    var shown = new LinkedHashMap<String, Json>();
    shown.put("format", format.map(TextReader::shown).orElseGet(() -> typed("text")));
    shown.put("verbosity", verbosity);
    return new Wish(constraint, verbosity, new Json.Fields(shown));
  }

  private static Json.Text verbosity(Value given) {
    return switch (given.text()) {
      case "low", "medium", "high" -> new Json.Text(given.text());
      default -> throw given.outside("\"low\", \"medium\" or \"high\"");
    };
  }

  private Optional<Constraint> constraint(Members format) {
    Value type = format.need("type");
    Optional<Constraint.Form> form =
        switch (type.text()) {
          case "text" -> Optional.empty();
          case "json_object" -> Optional.of(new Constraint.JsonObject());
          case "json_schema" -> Optional.of(schema(format));
          default -> throw type.outside("\"text\", \"json_object\" or \"json_schema\"");
        };
    rest.of(format);
    String field = format.find("schema").map(Value::path).orElse(type.path());
    return form.map(wanted -> new Constraint(field, wanted));
  }

  /// A schema is enforced whether it is `strict` or not.
  private static Constraint.Form schema(Members format) {
    Value name = format.need("name");
    if (name.text().isEmpty()) {
      throw name.refuse(Problem.OUT_OF_RANGE, "must not be empty");
    }
    format.text("description");
    format.isOn("strict");
    Value schema = format.need("schema");
    return new Constraint.Schema(
        schema.json() instanceof Json.Bool ? schema.json() : schema.object().json());
  }

  private static Json.Fields shown(Members format) {
    if (!format.need("type").text().equals("json_schema")) {
      return typed(format.need("type").text());
    }
    var shown = new LinkedHashMap<String, Json>(typed("json_schema").values());
    shown.put("name", format.need("name").json());
    shown.put("description", format.find("description").map(Value::json).orElse(new Json.Null()));
    shown.put("schema", format.need("schema").json());
    shown.put("strict", new Json.Bool(format.isOn("strict")));
    return new Json.Fields(shown);
  }

  private static Json.Fields typed(String type) {
    return new Json.Fields(Map.of("type", new Json.Text(type)));
  }
}
