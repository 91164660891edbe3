package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Constraint.Form;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Reads the formats that a structural tag is made of.
///
/// @param rest is told of what cannot be honoured
record FormatReader(Rest rest) {
  private static final String TYPES =
      "\"const_string\", \"json_schema\", \"any_text\", \"regex\", \"grammar\", \"sequence\","
          + " \"or\", \"tag\", \"triggered_tags\", \"tags_with_separator\", \"optional\", \"plus\","
          + " \"star\" or \"repeat\"";

  /// @param ends the texts of which one ends the tag around, as far as free text reaches to there:
  ///     it must not hold them
  Form read(Value given, List<String> ends) {
    var format = given.object();
    Value type = format.need("type");
    Form form =
        switch (type.text()) {
          case "const_string" -> new Constraint.Literal(format.need("value").text());
          case "json_schema" -> schema(format);
          case "any_text" -> new Constraint.AnyText(without(format, ends));
          case "regex" -> new Constraint.Regex(format.need("pattern").text());
          case "grammar" -> new Constraint.Grammar(format.need("grammar").text());
          default -> combined(type, format, ends);
        };
    rest.of(format);
    return form;
  }

  private Form combined(Value type, Members format, List<String> ends) {
    var tags = new TagsReader(rest, ends);
    return switch (type.text()) {
      case "sequence" -> new Constraint.Sequence(sequence(format, ends));
      case "or" -> new Constraint.Either(either(format, ends));
      case "tag" -> tags.tag(format);
      case "triggered_tags" -> tags.triggered(format);
      case "tags_with_separator" -> tags.separated(format);
      case "optional" -> repeated(format, ends, 0, OptionalInt.of(1));
      case "plus" -> repeated(format, ends, 1, OptionalInt.empty());
      case "star" -> repeated(format, ends, 0, OptionalInt.empty());
      case "repeat" -> repeat(format, ends);
      default -> throw type.outside(TYPES);
    };
  }

  private Form schema(Members format) {
    format
        .find("style")
        .filter(style -> !style.json().equals(new Json.Text("json")))
        .ifPresent(
            style -> rest.unsupported(style, "is not supported; leave it out or send \"json\""));
    return new Constraint.Schema(FormReader.schemaOf(format.need("json_schema")));
  }

  /// XGrammar's documents say `excluded_str` where its code says `excludes`. (2026-11)
  static List<String> without(Members format, List<String> ends) {
    var without = new ArrayList<>(ends);
    for (String name : List.of("excludes", "excluded_str")) {
      format.find(name).ifPresent(texts -> without.addAll(TagsReader.texts(texts)));
    }
    return without;
  }

  /// Only what comes last can reach to the end of the tag around.
  private List<Form> sequence(Members format, List<String> ends) {
    List<Value> elements = elements(format);
    var forms = new ArrayList<Form>();
    for (var element : elements) {
      boolean last = forms.size() + 1 == elements.size();
      forms.add(read(element, last ? ends : List.of()));
    }
    return forms;
  }

  private List<Form> either(Members format, List<String> ends) {
    return elements(format).stream().map(element -> read(element, ends)).toList();
  }

  private static List<Value> elements(Members format) {
    Value elements = format.need("elements");
    if (elements.items().isEmpty()) {
      throw elements.refuse(Problem.OUT_OF_RANGE, "must hold at least one format");
    }
    return elements.items();
  }

  private Form repeat(Members format, List<String> ends) {
    int least = (int) format.need("min").wholeNumber(0, Integer.MAX_VALUE);
    int most = (int) format.need("max").wholeNumber(-1, Integer.MAX_VALUE);
    if (most >= 0 && most < least) {
      throw format.need("max").refuse(Problem.OUT_OF_RANGE, "must not be less than min, " + least);
    }
    return repeated(format, ends, least, most < 0 ? OptionalInt.empty() : OptionalInt.of(most));
  }

  private Form repeated(Members format, List<String> ends, int least, OptionalInt most) {
    return new Constraint.Repeated(read(format.need("content"), ends), least, most);
  }
}
