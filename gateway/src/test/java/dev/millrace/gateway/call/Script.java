package dev.millrace.gateway.call;

import dev.millrace.llm.Event;
import dev.millrace.llm.Part;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.List;

/// An upstream that says what a test tells it to.
public final class Script implements Upstream {
  /// What it says it took.
  public static final Usage USAGE = new Usage(5, 0, 4, 0, Usage.Origin.EXACT);

  /// What it was asked, in order.
  public final List<Request> asked = new ArrayList<>();

  private final List<Sink> sinks = new ArrayList<>();

  /// What was done to its exchanges.
  public final List<String> calls = new ArrayList<>();

  private boolean begun;

  @Override
  public Exchange open(Request request, Sink sink) {
    asked.add(request);
    begun = false;
    sinks.add(sink);
    return new Exchange() {
      @Override
      public void cancel() {
        calls.add("cancel");
      }

      @Override
      public void pause() {
        calls.add("pause");
      }

      @Override
      public void resume() {
        calls.add("resume");
      }
    };
  }

  /// Who hears of the latest exchange.
  public Sink sink() {
    return sinks.getLast();
  }

  /// Says words of one text.
  public void say(String... words) {
    if (!begun) {
      begun = true;
      sink().on(new Event.Opened("up-1", "acme-tiny"));
      sink().on(new Event.Began(0, 0, new Part.Text("")));
    }
    for (String word : words) {
      sink().on(new Event.Grew(0, 0, word, List.of()));
    }
  }

  /// Ends the answer well.
  public void close(Stop stop) {
    sink().on(new Event.Ended(0, 0));
    sink().on(new Event.Stopped(0, stop));
    sink().on(new Event.Metered(USAGE));
    sink().on(new Event.Closed());
  }
}
