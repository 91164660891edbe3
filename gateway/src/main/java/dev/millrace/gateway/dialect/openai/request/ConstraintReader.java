package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Reads what answers must look like, in whichever spelling: OpenAI's `response_format`, SGLang's
/// `regex`, `ebnf` and `json_schema`, vLLM's `guided_*` of old and its `structured_outputs` of now.
///
/// @param rest is told of what cannot be honoured
record ConstraintReader(Members body, Rest rest) {
  Optional<Constraint> read() {
    settings();
    var found = new ArrayList<Constraint>();
    body.find("response_format")
        .flatMap(format -> new ResponseFormatReader(format.object(), rest).read())
        .ifPresent(found::add);
    spelt(body, ofRequests(), found);
    body.find("structured_outputs").ifPresent(outputs -> structured(outputs, found));
    onlyOne(found);
    return found.stream().findFirst();
  }

  private SortedMap<String, Function<Value, Constraint>> ofRequests() {
    var forms = new FormReader(rest);
    return new TreeMap<>(
        Map.of(
            "regex", forms::regex,
            "ebnf", forms::grammar,
            "json_schema", forms::schema,
            "structural_tag", forms::structuralTag,
            "guided_json", forms::schema,
            "guided_regex", forms::regex,
            "guided_choice", forms::choice,
            "guided_grammar", forms::grammar));
  }

  private SortedMap<String, Function<Value, Constraint>> ofOutputs() {
    var forms = new FormReader(rest);
    return new TreeMap<>(
        Map.of(
            "json", forms::schema,
            "regex", forms::regex,
            "choice", forms::choice,
            "grammar", forms::grammar,
            "structural_tag", forms::structuralTag));
  }

  private static void spelt(
      Members members, Map<String, Function<Value, Constraint>> spellings, List<Constraint> found) {
    spellings.forEach((name, form) -> members.find(name).map(form).ifPresent(found::add));
  }

  private void structured(Value given, List<Constraint> found) {
    var outputs = given.object();
    int before = found.size();
    spelt(outputs, ofOutputs(), found);
    outputs
        .find("json_object")
        .filter(Value::bool)
        .ifPresent(on -> found.add(new Constraint(on.path(), new Constraint.JsonObject())));
    if (found.size() == before) {
      throw given.refuse(
          Problem.OUT_OF_RANGE,
          "must hold \"json\", \"regex\", \"choice\", \"grammar\", \"json_object\" or"
              + " \"structural_tag\"");
    }
    rest.onlyFalse(outputs, "disable_any_whitespace");
    rest.onlyFalse(outputs, "disable_additional_properties");
    rest.never(outputs, "whitespace_pattern");
    rest.of(outputs);
  }

  /// There is one compiler here, so that the name of another asks for nothing.
  private void settings() {
    body.find("guided_decoding_backend")
        .ifPresent(backend -> {
          backend.text();
          rest.needless(backend);
        });
    rest.never(body, "guided_whitespace_pattern");
  }

  private static void onlyOne(List<Constraint> found) {
    if (found.size() > 1) {
      String why =
          "says what the answer must look like, as "
              + found.getFirst().field()
              + " does; send one of them";
      throw new Refused(new Failure.BadRequest(found.get(1).field(), Problem.OUT_OF_RANGE, why));
    }
  }
}
