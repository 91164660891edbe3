package dev.millrace.gateway.route;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Shape;
import dev.millrace.gateway.route.check.Checks;
import dev.millrace.gateway.route.check.Hint;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Fits what answers must look like to what a target can hold them to. What it cannot, its model is
/// told in words, and the answers are checked here.
///
/// @param model its name, for people
record Forms(String model, Means means, Lacking lacking) {
  /// A form that a vendor's client wrote in the words of OpenAI's dialect, whose meaning is known.
  private static final String CARRIED = "response_format";

  /// The same demand in a shape that the target has, if there is one.
  Request fit(Request request) {
    return request
        .constraint()
        .map(constraint -> request.withConstraint(constraint.withForm(near(constraint))))
        .orElse(request);
  }

  /// The request as the target gets it: without what is checked here, but told.
  ///
  /// @throws Refused if it can be neither held to nor checked
  Request told(Request request, Checks checks) {
    checks.tools().keySet().stream()
        .limit(1)
        .forEach(_ -> lacking.emulate("tools.strict", "arguments are checked here"));
    if (checks.serial()) {
      lacking.emulate("parallel_tool_calls", "calls after the first are not passed on");
    }
    if (checks.bond().isEmpty() || request.constraint().isEmpty()) {
      return request;
    }
    var constraint = request.constraint().get();
    if (marked(constraint.form())) {
      throw Lacking.refuse(
          constraint.field(), "demands control tokens, which only the embedded engine can hold to");
    }
    lacking.emulate(
        constraint.field(),
        "told in words and checked here; wrong answers are mended up to "
            + checks.repairs()
            + " times, each counted in usage");
    var extras = new HashMap<>(request.extras());
    extras.remove(CARRIED);
    return Hint.in(request.withoutConstraint().withExtras(extras), constraint.form());
  }

  private Constraint.Form near(Constraint constraint) {
    var form = constraint.form();
    if (means.shapes().contains(Checks.shape(form))) {
      return form;
    }
    return switch (form) {
      case Constraint.JsonObject _ when means.shapes().contains(Shape.SCHEMA) ->
          renamed(constraint, new Constraint.Schema(anyObject()), "a schema of any object");
      case Constraint.Choice(var texts) when means.shapes().contains(Shape.REGEX) ->
          renamed(constraint, new Constraint.Regex(alternatives(texts)), "a regular expression");
      case Constraint.JsonObject _,
          Constraint.Choice _,
          Constraint.Schema _,
          Constraint.Regex _,
          Constraint.Grammar _,
          Constraint.Literal _,
          Constraint.Marker _,
          Constraint.AnyText _,
          Constraint.Sequence _,
          Constraint.Either _,
          Constraint.Repeated _ ->
          form;
    };
  }

  private Constraint.Form renamed(Constraint constraint, Constraint.Form form, String what) {
    lacking.emulate(constraint.field(), "became " + what);
    return form;
  }

  private static Json anyObject() {
    return new Json.Fields(Map.of("type", new Json.Text("object")));
  }

  private static String alternatives(List<String> texts) {
    return texts.stream()
        .map(text -> text.replaceAll("[\\\\^$.*+?()\\[\\]{}|/]", "\\\\$0"))
        .collect(Collectors.joining("|", "(?:", ")"));
  }

  private static boolean marked(Constraint.Form form) {
    return switch (form) {
      case Constraint.Marker _ -> true;
      case Constraint.Sequence(var forms) -> forms.stream().anyMatch(Forms::marked);
      case Constraint.Either(var forms) -> forms.stream().anyMatch(Forms::marked);
      case Constraint.Repeated(var one, _, _) -> marked(one);
      case Constraint.JsonObject _,
          Constraint.Schema _,
          Constraint.Regex _,
          Constraint.Choice _,
          Constraint.Grammar _,
          Constraint.Literal _,
          Constraint.AnyText _ ->
          false;
    };
  }
}
