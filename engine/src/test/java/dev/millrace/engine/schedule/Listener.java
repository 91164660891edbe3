package dev.millrace.engine.schedule;

import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Upstream;
import java.util.ArrayList;
import java.util.List;

/// A reader that keeps what it is told.
final class Listener implements Upstream.Sink {
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

  boolean closed() {
    return !events.isEmpty() && events.getLast() instanceof Event.Closed;
  }

  String text() {
    var text = new StringBuilder();
    events.forEach(event -> text.append(event instanceof Event.Grew grew ? grew.delta() : ""));
    return text.toString();
  }

  Reply reply() {
    return Reply.of(events);
  }
}
