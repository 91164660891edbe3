package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Constraint;
import java.util.List;

/// Reads a structural tag as XGrammar knows it, in its present shape (`format`) and in its first
/// (`structures` and `triggers`).
///
/// @param rest is told of what cannot be honoured
record StructuralTagReader(Rest rest) {
  Constraint read(Members given) {
    given
        .find("type")
        .filter(type -> !type.text().equals("structural_tag"))
        .ifPresent(type -> {
          throw type.outside("\"structural_tag\"");
        });
    var constraint = given.find("structures").isPresent() ? first(given) : present(given);
    rest.of(given);
    return constraint;
  }

  private Constraint present(Members given) {
    Value format = given.need("format");
    return new Constraint(format.path(), new FormatReader(rest).read(format, List.of()));
  }

  private Constraint first(Members given) {
    Value structures = given.need("structures");
    var tags = new TagsReader(rest, List.of());
    return new Constraint(structures.path(), tags.structures(given, structures));
  }
}
