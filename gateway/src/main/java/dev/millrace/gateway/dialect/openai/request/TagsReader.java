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
import java.util.function.Function;

/// Reads tags, each `begin content end`, and the formats that tags make together.
///
/// @param rest is told of what cannot be honoured
/// @param ends the texts of which one ends the tag around; free text must not hold them
record TagsReader(Rest rest, List<String> ends) {
  /// A tag by itself.
  Form tag(Members tag) {
    List<String> own = ends(tag.need("end"));
    Form content = new FormatReader(rest).read(tag.need("content"), own);
    return tag(tag.need("begin").text(), content, own);
  }

  /// Free text in which a trigger begins one of the tags.
  Form triggered(Members format) {
    var tags = tags(format.need("tags"), this::listed);
    List<String> triggers = triggers(format, format.need("tags"));
    return triggered(format, triggers, tags);
  }

  /// Tags with nothing between them but a separator.
  Form separated(Members format) {
    Form one = new Constraint.Either(tags(format.need("tags"), this::listed));
    Form separator = new Constraint.Literal(format.need("separator").text());
    boolean atLeastOne = format.isOn("at_least_one");
    Form all = one;
    if (!format.isOn("stop_after_first")) {
      all = sequence(one, often(sequence(separator, one)));
    }
    return atLeastOne ? all : atMostOnce(all);
  }

  /// What structural tags were at first: triggered tags whose contents are schemas.
  Form structures(Members given, Value structures) {
    var tags = tags(structures, this::structure);
    return triggered(given, triggers(given, structures), tags);
  }

  /// As XGrammar has it, `at_least_one` wants the first tag at the very beginning.
  private Form triggered(Members format, List<String> triggers, List<Form> tags) {
    var without = new ArrayList<>(triggers);
    without.addAll(FormatReader.without(format, ends));
    Form text = new Constraint.AnyText(without);
    Form one = new Constraint.Either(tags);
    boolean atLeastOne = format.isOn("at_least_one");
    if (format.isOn("stop_after_first")) {
      return atLeastOne ? one : sequence(text, atMostOnce(one));
    }
    Form more = often(sequence(text, one));
    return atLeastOne ? sequence(one, more, text) : sequence(more, text);
  }

  private Form listed(Members tag) {
    tag.find("type")
        .filter(type -> !type.text().equals("tag"))
        .ifPresent(type -> {
          throw type.outside("\"tag\"");
        });
    return tag(tag);
  }

  private Form structure(Members tag) {
    Form content = new Constraint.Schema(FormReader.schemaOf(tag.need("schema")));
    return tag(tag.need("begin").text(), content, List.of(tag.need("end").text()));
  }

  private List<Form> tags(Value given, Function<Members, Form> reading) {
    var tags = new ArrayList<Form>();
    for (var item : given.items()) {
      var tag = item.object();
      tags.add(reading.apply(tag));
      rest.of(tag);
    }
    if (tags.isEmpty()) {
      throw given.refuse(Problem.OUT_OF_RANGE, "must hold at least one tag");
    }
    return tags;
  }

  private static List<String> triggers(Members format, Value tags) {
    List<String> triggers = texts(format.need("triggers"));
    if (triggers.isEmpty()) {
      throw format.need("triggers").refuse(Problem.OUT_OF_RANGE, "must hold at least one string");
    }
    for (var tag : tags.items()) {
      Value begin = tag.object().need("begin");
      if (triggers.stream().noneMatch(begin.text()::startsWith)) {
        throw begin.refuse(Problem.OUT_OF_RANGE, "must begin with one of the triggers");
      }
    }
    return triggers;
  }

  /// Strings that are not empty.
  static List<String> texts(Value given) {
    var texts = new ArrayList<String>();
    for (var text : given.items()) {
      if (text.text().isEmpty()) {
        throw text.refuse(Problem.OUT_OF_RANGE, "must not be empty");
      }
      texts.add(text.text());
    }
    return texts;
  }

  private static List<String> ends(Value given) {
    if (!(given.json() instanceof Json.Items)) {
      return given.text().isEmpty() ? List.of() : List.of(given.text());
    }
    List<String> ends = texts(given);
    if (ends.isEmpty()) {
      throw given.refuse(Problem.OUT_OF_RANGE, "must hold at least one string");
    }
    return ends;
  }

  private static Form tag(String begin, Form content, List<String> ends) {
    var forms = new ArrayList<Form>();
    forms.add(new Constraint.Literal(begin));
    forms.add(content);
    switch (ends.size()) {
      case 0 -> {}
      case 1 -> forms.add(new Constraint.Literal(ends.getFirst()));
      default -> forms.add(new Constraint.Choice(ends));
    }
    return new Constraint.Sequence(forms);
  }

  private static Form sequence(Form... forms) {
    return new Constraint.Sequence(List.of(forms));
  }

  private static Form often(Form form) {
    return new Constraint.Repeated(form, 0, OptionalInt.empty());
  }

  private static Form atMostOnce(Form form) {
    return new Constraint.Repeated(form, 0, OptionalInt.of(1));
  }
}
