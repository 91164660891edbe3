package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.llm.Constraint;
import dev.millrace.llm.Json;
import dev.millrace.llm.Request;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.util.ArrayList;
import java.util.Optional;

/// The tool that stands in for a schema of the answer, for models that know none: its input is the
/// answer.
///
/// @param tool absent: nothing stands in for anything
record Forced(Optional<Tool> tool) {
  /// Its name.
  static final String NAME = "millrace_answer";

  private static final Json.Text OBJECT = new Json.Text("object");

  static Forced of(Request request, Skill skill) {
    if (skill.formats()) {
      return new Forced(Optional.empty());
    }
    return new Forced(request.constraint().map(Forced::tool));
  }

  private static Tool tool(Constraint constraint) {
    return switch (constraint.form()) {
      case Constraint.Schema(Json.Fields schema)
          when schema.get("type").equals(Optional.of(OBJECT)) ->
          new Tool(NAME, "Gives the answer to the user. It is the only way to answer.", schema);
      default ->
          throw RequestWriter.unsupported(
              constraint.field(), "which holds answers to JSON Schemas of objects alone");
    };
  }

  boolean isNothing() {
    return tool.isEmpty();
  }

  /// The tools of a request with this one. Where others may be called, one of them all is.
  Tools tools(Tools asked) {
    if (tool.isEmpty()) {
      return asked;
    }
    var all = new ArrayList<>(asked.callable());
    all.add(tool.get());
    Tools.Choice choice = all.size() == 1 ? new Tools.Named(NAME) : forced(asked.choice());
    return new Tools(all, choice, all.size() > 1 && asked.parallel());
  }

  private static Tools.Choice forced(Tools.Choice asked) {
    return asked instanceof Tools.Named ? asked : new Tools.Required();
  }
}
