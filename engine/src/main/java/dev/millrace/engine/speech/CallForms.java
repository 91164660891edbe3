package dev.millrace.engine.speech;

import dev.millrace.llm.Constraint;
import dev.millrace.llm.Constraint.Form;
import dev.millrace.llm.Constraint.Literal;
import dev.millrace.llm.Constraint.Sequence;
import dev.millrace.llm.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/// How a model writes calls, as forms.
final class CallForms {
  private final Script script;
  private final Markup markup;
  private final Function<Tool, String> fields;

  /// @param fields where a tool's schema came from
  CallForms(Script script, Function<Tool, String> fields) {
    this.script = script;
    this.markup = script.markup();
    this.fields = fields;
  }

  Script script() {
    return script;
  }

  /// What words may not hold, lest they be calls. Control tokens do not occur in words anyway.
  List<String> openings() {
    var openings = new ArrayList<>(markup.opens());
    openings.addAll(markup.frame());
    openings.removeIf(tag -> script.form(tag) instanceof Constraint.Marker);
    return openings;
  }

  /// One call or several, with all that stands around them.
  Form all(List<Form> calls, boolean several) {
    Form call = calls.size() == 1 ? calls.getFirst() : new Constraint.Either(calls);
    Form more = new Sequence(List.of(new Literal(between()), call));
    OptionalInt most = several ? OptionalInt.empty() : OptionalInt.of(0);
    var forms = new ArrayList<Form>();
    forms.add(call);
    forms.add(new Constraint.Repeated(more, 0, most));
    if (!markup.frame().isEmpty()) {
      forms.addFirst(tag(markup.frame().getFirst()));
      forms.add(tag(markup.frame().getLast()));
    }
    if (markup == Markup.MISTRAL_LIST) {
      forms.addFirst(new Literal("["));
      forms.addFirst(tag(markup.opens().getFirst()));
      forms.add(new Literal("]"));
    }
    return new Sequence(forms);
  }

  private String between() {
    return switch (markup) {
      case HERMES, GLM, QWEN_CODER, DEEPSEEK_FENCED -> "\n";
      case LLAMA -> "; ";
      case MISTRAL_LIST -> ", ";
      case MISTRAL, DEEPSEEK, KIMI, NONE -> "";
    };
  }

  /// A call of that tool.
  ///
  /// @param obeys whether its arguments obey the tool's schema
  Form call(Tool tool, boolean obeys) {
    return switch (markup) {
      case HERMES -> tagged(new Literal("\n"), object(tool, obeys), new Literal("\n"));
      case LLAMA, MISTRAL_LIST -> object(tool, obeys);
      case MISTRAL -> tagged(new Literal(tool.name()), separator("[ARGS]"), json(tool, obeys));
      case DEEPSEEK -> tagged(new Literal(tool.name()), separator(), json(tool, obeys));
      case DEEPSEEK_FENCED ->
          tagged(
              new Literal("function"),
              separator(),
              new Literal(tool.name() + "\n```json\n"),
              json(tool, obeys),
              new Literal("\n```"));
      case KIMI ->
          tagged(
              new Literal("functions." + tool.name() + ":"),
              new Constraint.Regex("[0-9]{1,3}"),
              separator(),
              json(tool, obeys));
      case GLM -> tagged(new Literal(tool.name() + "\n"), elements(ElementForms.GLM, tool, obeys));
      case QWEN_CODER ->
          tagged(
              new Literal("\n<function=" + tool.name() + ">\n"),
              elements(ElementForms.QWEN, tool, obeys),
              new Literal("</function>\n"));
      case NONE -> throw new IllegalStateException("no calls in this markup");
    };
  }

  private Form tagged(Form... inside) {
    var forms = new ArrayList<Form>();
    forms.add(tag(markup.opens().getFirst()));
    forms.addAll(List.of(inside));
    if (!markup.closes().isEmpty()) {
      forms.add(tag(markup.closes().getFirst()));
    }
    return new Sequence(forms);
  }

  private Form object(Tool tool, boolean obeys) {
    String head =
        "{\"name\": %s, \"%s\": ".formatted(JsonText.quoted(tool.name()), markup.argumentsKey());
    return new Sequence(List.of(new Literal(head), json(tool, obeys), new Literal("}")));
  }

  private static Form json(Tool tool, boolean obeys) {
    return obeys ? ToolForms.arguments(tool.parameters()) : new Constraint.JsonObject();
  }

  private Form elements(ElementForms forms, Tool tool, boolean obeys) {
    return obeys ? forms.obeying(tool.parameters(), fields.apply(tool)) : forms.any();
  }

  private Form separator() {
    return separator(markup.separators().getFirst());
  }

  private Form separator(String tag) {
    return tag(tag);
  }

  private Form tag(String tag) {
    return script.form(tag);
  }
}
