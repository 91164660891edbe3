package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.dialect.Means.Shape;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes what answers must look like, in the forms of one server.
record ConstraintWriter(Constraint constraint, Map<Shape, Form> forms, JsonWriter json) {
  private static final Pattern SIGN = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}/-]");

  /// @throws Refused if the server has no form for it
  void write() {
    switch (constraint.form()) {
      case Constraint.JsonObject _ ->
          write(Shape.OBJECT, "json_object", new Json.Fields(Map.of("type", text("object"))));
      case Constraint.Schema(var schema) -> write(Shape.SCHEMA, "json", schema);
      case Constraint.Regex(var pattern) -> write(Shape.REGEX, "regex", text(pattern));
      case Constraint.Grammar(var rules) -> write(Shape.GRAMMAR, "grammar", text(rules));
      case Constraint.Choice(var texts) -> choice(texts);
      case Constraint.Literal _,
          Constraint.Marker _,
          Constraint.AnyText _,
          Constraint.Sequence _,
          Constraint.Either _,
          Constraint.Repeated _ ->
          throw unsupported();
    }
  }

  private void choice(List<String> texts) {
    if (form(Shape.CHOICE) instanceof Form.Via(var other)) {
      if (other == Shape.REGEX) {
        write(Shape.REGEX, "regex", text(regex(texts)));
      } else {
        write(Shape.GRAMMAR, "grammar", text(grammar(texts)));
      }
      return;
    }
    var items = texts.stream().<Json>map(Json.Text::new).toList();
    write(Shape.CHOICE, "choice", new Json.Items(items));
  }

  /// @param word what vLLM calls the shape
  private void write(Shape shape, String word, Json demand) {
    switch (form(shape)) {
      case Form.ResponseFormat _ -> responseFormat(shape, demand);
      case Form.StructuredOutputs _ -> structured(shape, word, demand);
      case Form.Field(var name) -> json.field(name, demand);
      case Form.Typed(var type, var member) ->
          json.object("response_format").field("type", type).field(member, demand).endObject();
      case Form.Via _, Form.Carried _ -> throw unsupported();
    }
  }

  private void responseFormat(Shape shape, Json demand) {
    json.object("response_format");
    if (shape == Shape.OBJECT) {
      json.field("type", "json_object");
    } else {
      json.field("type", "json_schema")
          .object("json_schema")
          .field("name", "answer")
          .field("schema", demand)
          .field("strict", true)
          .endObject();
    }
    json.endObject();
  }

  private void structured(Shape shape, String word, Json demand) {
    json.object("structured_outputs");
    if (shape == Shape.OBJECT) {
      json.field(word, true);
    } else {
      json.field(word, demand);
    }
    json.endObject();
  }

  private Form form(Shape shape) {
    return Optional.ofNullable(forms.get(shape)).orElseThrow(this::unsupported);
  }

  /// Every sign that means something is escaped.
  private static String regex(List<String> texts) {
    return texts.stream()
        .map(text -> SIGN.matcher(text).replaceAll("\\\\$0"))
        .collect(Collectors.joining("|", "(", ")"));
  }

  /// GBNF, as llama.cpp and XGrammar read it. (2026-11)
  private static String grammar(List<String> texts) {
    return texts.stream()
        .map(text -> JsonWriter.text(new Json.Text(text)))
        .collect(Collectors.joining(" | ", "root ::= ", "\n"));
  }

  private static Json.Text text(String text) {
    return new Json.Text(text);
  }

  private Refused unsupported() {
    return new Refused(
        new Failure.BadRequest(
            constraint.field(),
            Problem.UNSUPPORTED,
            "cannot be asked of the provider of this model"));
  }
}
