package dev.millrace.gateway.route.check;

import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes down what it is told.
final class Told implements Upstream.Sink {
  final List<Event> events = new ArrayList<>();
  final List<Failure> failures = new ArrayList<>();

  @Override
  public void on(Event event) {
    events.add(event);
  }

  @Override
  public void failed(Failure failure) {
    failures.add(failure);
  }

  /// All words of a choice, whether the answer is whole or not.
  String text(int choice) {
    return events.stream()
        .filter(Event.Grew.class::isInstance)
        .map(Event.Grew.class::cast)
        .filter(grew -> grew.choice() == choice)
        .map(Event.Grew::delta)
        .collect(Collectors.joining());
  }

  Reply reply() {
    return Reply.of(events);
  }

  /// What was told last of what it took.
  Usage usage() {
    return ((Event.Metered)
            events.stream().filter(Event.Metered.class::isInstance).toList().getLast())
        .usage();
  }
}
