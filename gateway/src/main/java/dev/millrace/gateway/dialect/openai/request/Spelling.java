package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.dialect.Means.Shape;
import dev.millrace.llm.Parameter;
import java.util.EnumMap;
import java.util.Map;

/// How a server spells what Chat Completions and Completions share.
///
/// @param names those of parameters that it calls otherwise, as Mistral's `random_seed`
/// @param streamOptions whether it knows `stream_options`; those that do not tell usage unasked
/// @param forms how it is told what answers must look like; shapes that are not here it has no word
///     for
public record Spelling(
    Map<Parameter, String> names, boolean streamOptions, Map<Shape, Form> forms) {
  public Spelling {
    names = Map.copyOf(names);
    forms = Map.copyOf(forms);
  }

  /// OpenAI's, and vLLM's for what OpenAI does not know.
  public static Spelling usual() {
    var forms = new EnumMap<Shape, Form>(Shape.class);
    forms.put(Shape.OBJECT, new Form.ResponseFormat());
    forms.put(Shape.SCHEMA, new Form.ResponseFormat());
    forms.put(Shape.REGEX, new Form.StructuredOutputs());
    forms.put(Shape.CHOICE, new Form.StructuredOutputs());
    forms.put(Shape.GRAMMAR, new Form.StructuredOutputs());
    forms.put(Shape.STRUCTURE, new Form.Carried());
    return new Spelling(Map.of(), true, forms);
  }

  String name(Parameter parameter) {
    return names.getOrDefault(parameter, parameter.word());
  }
}
