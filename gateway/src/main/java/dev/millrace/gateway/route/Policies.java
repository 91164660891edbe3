package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import java.util.Optional;
import java.util.function.Consumer;

/// Applies what the operator has said of parameters that a model must not get as they are.
///
/// @param notes is told of what was changed
record Policies(Model model, Consumer<Note> notes) {
  /// @throws Refused if a parameter is to be refused
  Request apply(Request request) {
    var fitted = request;
    for (var parameter : Parameter.values()) {
      var lens = new Lens(parameter);
      if (lens.isSaid(fitted)) {
        fitted = apply(lens, fitted);
      }
    }
    return fitted;
  }

  private Request apply(Lens lens, Request request) {
    var policy = model.traits().policy();
    var parameter = lens.parameter();
    if (policy.reject().contains(parameter)) {
      String why = "is not supported by the model " + model.id() + "; leave it out";
      throw new Refused(new Failure.BadRequest(parameter.word(), Problem.UNSUPPORTED, why));
    }
    if (policy.strip().contains(parameter)) {
      notes.accept(Note.dropped(parameter.word(), model.id() + " has a value of its own for it"));
      return lens.without(request);
    }
    return Optional.ofNullable(policy.clamp().get(parameter))
        .map(span -> new Clamp(lens, span, notes).apply(request))
        .orElse(request);
  }
}
