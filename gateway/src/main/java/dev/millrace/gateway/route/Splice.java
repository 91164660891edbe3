package dev.millrace.gateway.route;

import dev.millrace.llm.Event;
import dev.millrace.llm.Part;
import dev.millrace.llm.Translator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Joins the answer of whoever goes on to one that broke off, so that the client is told one answer:
/// words go on in the part that is open, other parts follow, and it opens only once.
final class Splice implements Translator<Event, Event> {
  private final Map<Integer, Integer> places = new HashMap<>();
  private int last;
  private boolean open;

  /// @param last the number of the last part that the client knows of
  /// @param open whether that is an unfinished text
  Splice(int last, boolean open) {
    this.last = last;
    this.open = open;
  }

  @Override
  public void turn(Event input, Consumer<? super Event> out) {
    switch (input) {
      case Event.Opened _ -> {}
      case Event.Began(var choice, var index, var part) -> began(choice, index, part, out);
      case Event.Grew(var choice, var index, var delta, var logprobs) ->
          out.accept(new Event.Grew(choice, place(index), delta, logprobs));
      case Event.Signed(var choice, var index, var signature) ->
          out.accept(new Event.Signed(choice, place(index), signature));
      case Event.Ended(var choice, var index) -> {
        open &= place(index) != last;
        out.accept(new Event.Ended(choice, place(index)));
      }
      case Event.Stopped(var choice, _) -> {
        close(choice, out);
        out.accept(input);
      }
      case Event.Prompted _, Event.Sampled _, Event.Cited _, Event.Metered _, Event.Closed _ ->
          out.accept(input);
    }
  }

  private void began(int choice, int index, Part part, Consumer<? super Event> out) {
    if (open && places.isEmpty() && part instanceof Part.Text) {
      places.put(index, last);
      return;
    }
    if (places.isEmpty()) {
      close(choice, out);
    }
    places.put(index, ++last);
    open = false;
    out.accept(new Event.Began(choice, last, part));
  }

  /// Nobody went on in the part that was open: it is whole.
  private void close(int choice, Consumer<? super Event> out) {
    if (open && places.isEmpty()) {
      open = false;
      out.accept(new Event.Ended(choice, last));
    }
  }

  /// A part that never began keeps its number, and is told as it is.
  private int place(int index) {
    return places.getOrDefault(index, index);
  }
}
