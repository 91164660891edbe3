package dev.millrace.gateway.route.check;

import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Part;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.List;

/// An upstream that says what the test makes it say, to whoever asked last.
final class Answers implements Upstream {
  static final Usage USAGE = new Usage(10, 0, 5, 0, Usage.Origin.PROVIDER);

  final List<Request> asked = new ArrayList<>();
  final List<String> calls = new ArrayList<>();
  private final List<Sink> sinks = new ArrayList<>();

  @Override
  public Exchange open(Request request, Sink sink) {
    asked.add(request);
    sinks.add(sink);
    int number = sinks.size() - 1;
    return new Exchange() {
      @Override
      public void cancel() {
        calls.add("cancel " + number);
      }

      @Override
      public void pause() {
        calls.add("pause " + number);
      }

      @Override
      public void resume() {
        calls.add("resume " + number);
      }
    };
  }

  /// Says that, whether anybody listens or not.
  void say(Event event) {
    sinks.getLast().on(event);
  }

  void fail(Failure failure) {
    sinks.getLast().failed(failure);
  }

  /// A whole answer of one choice: a text in these pieces.
  void answer(Stop stop, String... pieces) {
    var sink = begin(pieces);
    sink.on(new Event.Ended(0, 0));
    sink.on(new Event.Stopped(0, stop));
    sink.on(new Event.Metered(USAGE));
    sink.on(new Event.Closed());
  }

  /// The beginning of one.
  ///
  /// @return who was told, whoever asks meanwhile
  Sink begin(String... pieces) {
    var sink = sinks.getLast();
    sink.on(new Event.Opened("id", "model"));
    sink.on(new Event.Began(0, 0, new Part.Text("")));
    for (String piece : pieces) {
      sink.on(new Event.Grew(0, 0, piece, List.of()));
    }
    return sink;
  }

  void end(Stop stop) {
    say(new Event.Stopped(0, stop));
    say(new Event.Metered(USAGE));
    say(new Event.Closed());
  }

  /// A whole part.
  void part(int choice, int index, Part part) {
    say(new Event.Began(choice, index, part.emptied()));
    say(new Event.Grew(choice, index, part.grown(), List.of()));
    say(new Event.Ended(choice, index));
  }
}
