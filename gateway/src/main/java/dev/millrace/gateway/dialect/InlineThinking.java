package dev.millrace.gateway.dialect;

import dev.millrace.llm.Event;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reply;
import dev.millrace.llm.TokenLogprob;
import dev.millrace.llm.Translator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Puts thoughts into the text of an answer, as `<think>...</think>`, where some models have them.
/// A thought and what follows it, a further thought or words, are one part. Not thread-safe.
public final class InlineThinking implements Translator<Event, Event> {
  /// What stands before a thought.
  public static final String OPEN = "<think>";

  /// What stands after a thought.
  public static final String CLOSE = "</think>";

  private final Map<Integer, Choice> choices = new HashMap<>();

  /// The same answer with its thoughts in its text.
  public static Reply of(Reply reply) {
    var thinking = new InlineThinking();
    var events = new ArrayList<Event>();
    reply.events().forEach(event -> thinking.turn(event, events::add));
    return Reply.of(events);
  }

  @Override
  public void turn(Event input, Consumer<? super Event> out) {
    switch (input) {
      case Event.Began(var choice, var index, var part) -> choice(choice).began(index, part, out);
      case Event.Grew(var choice, var index, var delta, var logprobs) ->
          out.accept(new Event.Grew(choice, choice(choice).place(index), delta, logprobs));
      case Event.Signed _ -> {} // words have no signature
      case Event.Ended(var choice, var index) -> choice(choice).ended(index, out);
      case Event.Stopped(var choice, _) -> {
        choice(choice).close(out);
        out.accept(input);
      }
      case Event.Opened _,
          Event.Prompted _,
          Event.Sampled _,
          Event.Cited _,
          Event.Metered _,
          Event.Closed _ ->
          out.accept(input);
    }
  }

  private Choice choice(int index) {
    return choices.computeIfAbsent(index, Choice::new);
  }

  /// Where the parts of one choice have gone.
  private static final class Choice {
    private final int number;
    private final List<Integer> places = new ArrayList<>();
    private final List<Boolean> thoughts = new ArrayList<>();
    private int parts;
    private boolean open;

    Choice(int number) {
      this.number = number;
    }

    int place(int index) {
      return places.get(index);
    }

    void began(int index, Part part, Consumer<? super Event> out) {
      if (index != places.size()) {
        throw new IllegalStateException("part " + index + " began out of order");
      }
      boolean thought = part instanceof Part.Thought;
      boolean text = part instanceof Part.Text;
      if (open && !thought && !text) {
        close(out);
      }
      thoughts.add(thought);
      if (!open) {
        out.accept(new Event.Began(number, parts++, thought ? new Part.Text("") : part));
      }
      places.add(parts - 1);
      open = thought || (open && text);
      if (thought) {
        grow(OPEN, out);
      }
    }

    void ended(int index, Consumer<? super Event> out) {
      if (thoughts.get(index)) {
        grow(CLOSE, out);
      } else if (open && place(index) == parts - 1) {
        close(out);
      } else {
        out.accept(new Event.Ended(number, place(index)));
      }
    }

    void close(Consumer<? super Event> out) {
      if (open) {
        open = false;
        out.accept(new Event.Ended(number, parts - 1));
      }
    }

    private void grow(String words, Consumer<? super Event> out) {
      out.accept(new Event.Grew(number, parts - 1, words, List.<TokenLogprob>of()));
    }
  }
}
