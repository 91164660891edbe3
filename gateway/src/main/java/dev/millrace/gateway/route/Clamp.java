package dev.millrace.gateway.route;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.llm.Parameter.Span;
import dev.millrace.llm.Request;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/// Brings a parameter that is a number between two values.
///
/// @param notes is told when that has changed it
record Clamp(Lens lens, Span span, Consumer<Note> notes) {
  Request apply(Request request) {
    double value = lens.number(request).orElse(0);
    double within = Math.min(Math.max(value, span.least()), span.most());
    if (within == value) {
      return request;
    }
    String why = value + " became " + within + ", as the model demands";
    notes.accept(new Note(lens.parameter().word(), Note.Fate.CLAMPED, why));
    return lens.with(request, OptionalDouble.of(within));
  }
}
