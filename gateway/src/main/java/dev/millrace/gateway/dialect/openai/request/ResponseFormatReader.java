package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Constraint;
import java.util.Optional;

/// Reads `response_format`. A schema is enforced whether it is `strict` or not: an answer that
/// breaks it would help nobody.
///
/// @param rest is told of what cannot be honoured
record ResponseFormatReader(Members format, Rest rest) {
  Optional<Constraint> read() {
    Value type = format.need("type");
    var constraint =
        switch (type.text()) {
          case "text" -> Optional.<Constraint>empty();
          case "json_object" -> Optional.of(jsonObject(type));
          case "json_schema" -> Optional.of(jsonSchema());
          case "structural_tag" -> Optional.of(new StructuralTagReader(rest).read(format));
          case "grammar" -> Optional.of(new FormReader(rest).grammar(format.need("grammar")));
          default ->
              throw type.outside(
                  "\"text\", \"json_object\", \"json_schema\", \"structural_tag\" or \"grammar\"");
        };
    rest.of(format);
    return constraint;
  }

  /// Together and Fireworks take a schema here. (2026-11)
  private Constraint jsonObject(Value type) {
    return format
        .find("schema")
        .map(new FormReader(rest)::schema)
        .orElseGet(() -> new Constraint(type.path(), new Constraint.JsonObject()));
  }

  private Constraint jsonSchema() {
    var named = format.need("json_schema").object();
    named.text("name");
    named.text("description");
    named.isOn("strict");
    var constraint = new FormReader(rest).schema(named.need("schema"));
    rest.of(named);
    return constraint;
  }
}
