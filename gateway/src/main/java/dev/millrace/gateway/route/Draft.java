package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.route.check.Languages;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/// Requests to one model that are still to be fitted to a place.
///
/// @param name what the client calls the model
/// @param requests whose answers are one
/// @param notes what became of fields until now
record Draft(String name, Model model, List<Request> requests, Terms terms, List<Note> notes) {
  Draft {
    requests = List.copyOf(requests);
    notes = List.copyOf(notes);
  }

  /// The attempt at a place.
  ///
  /// @param languages of forms that answers are held to here
  /// @throws Refused if something cannot be honoured there
  Plan.Try at(Place place, Languages languages) {
    var fitted = new ArrayList<Note>();
    boolean complete = terms.preferences().complete();
    var fitting =
        new Fitting(model, place, complete ? terms.strict() : terms, languages, fitted::add);
    var theirs =
        requests.stream()
            .map(fitting::fit)
            .map(request -> clamped(request, place, fitted::add))
            .map(request -> request.withModel(place.name()))
            .toList();
    if (complete) {
      fitted.stream()
          .filter(note -> note.fate() == Note.Fate.DROPPED)
          .findFirst()
          .ifPresent(lost -> {
            throw new Refused(
                new Failure.BadRequest(
                    lost.field(), Problem.UNSUPPORTED, "cannot be honoured: " + lost.why()));
          });
    }
    var all = new LinkedHashSet<>(notes);
    all.addAll(fitted);
    var checked = place.checked(fitting.checks(requests.getFirst()));
    return new Plan.Try(checked, theirs, new Receipt(List.copyOf(all)), name);
  }

  /// No answer is longer than the place allows.
  private static Request clamped(Request request, Place place, Consumer<Note> notes) {
    var most = place.deployment().maxOutput();
    if (most.isEmpty() || request.bounds().maxTokens().orElse(0) <= most.getAsInt()) {
      return request;
    }
    String why = "an answer has at most " + most.getAsInt() + " tokens there";
    notes.accept(new Note("max_tokens", Note.Fate.CLAMPED, why));
    return new Lens(Parameter.MAX_TOKENS).with(request, OptionalDouble.of(most.getAsInt()));
  }
}
