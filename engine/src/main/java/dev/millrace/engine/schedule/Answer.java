package dev.millrace.engine.schedule;

import dev.millrace.engine.sample.Drawn;
import dev.millrace.engine.token.Kind;
import dev.millrace.engine.token.Tokenizer;
import dev.millrace.engine.token.Utf8Stream;
import dev.millrace.llm.Event;
import dev.millrace.llm.Part;
import dev.millrace.llm.Stop;
import java.util.Optional;
import java.util.function.Consumer;

/// Turns the tokens of one choice into its events: characters only when they are whole, nothing of
/// a stop string, thoughts apart when that is wanted. Control tokens have no text.
final class Answer {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  private enum Mode {
    UNDECIDED,
    THOUGHT,
    AFTER_THOUGHT,
    TEXT
  }

  private final int choice;
  private final Tokenizer tokenizer;
  private final Consumer<Event> out;
  private final Utf8Stream characters = new Utf8Stream();
  private final Spoken spoken = new Spoken();
  private final StopStrings stops;
  private final int least;
  private Mode mode;
  private Optional<Part> part = Optional.empty();
  private int parts;
  private int thoughtTokens;
  private int tokens;

  Answer(int choice, Order order, Tokenizer tokenizer, Consumer<Event> out) {
    this.choice = choice;
    this.tokenizer = tokenizer;
    this.out = out;
    this.stops = new StopStrings(order.bounds().stop());
    this.least = order.bounds().minTokens();
    this.mode =
        switch (order.thought()) {
          case IN_TEXT -> Mode.TEXT;
          case APART -> Mode.UNDECIDED;
          case BEGUN -> Mode.THOUGHT;
        };
  }

  /// Takes the next token.
  ///
  /// @return whether the choice ended with it, at a stop string
  boolean take(Drawn drawn) {
    boolean thinks = mode == Mode.UNDECIDED || mode == Mode.THOUGHT;
    if (tokenizer.kind(drawn.token()) != Kind.CONTROL) {
      byte[] bytes = tokenizer.bytes(drawn.token());
      spoken.add(
          characters.push(bytes),
          drawn.likelihood().map(odds -> Logprobs.told(tokenizer, drawn.token(), odds)));
    }
    thoughtTokens += thinks ? 1 : 0;
    Optional<StopStrings.Match> match = stops.find(spoken.text(), ++tokens > least);
    if (match.isPresent()) {
      spoken.cut(match.get().start());
      tell(true);
      stop(new Stop.Matched(match.get().string()));
      return true;
    }
    tell(false);
    return false;
  }

  /// The choice ends for another reason; what was held back is told.
  void end(Stop stop) {
    spoken.add(characters.flush(), Optional.empty());
    tell(true);
    stop(stop);
  }

  /// Tokens that were thought, or are taken for it so far.
  int thoughtTokens() {
    return mode == Mode.UNDECIDED ? 0 : thoughtTokens;
  }

  private void stop(Stop stop) {
    endPart();
    out.accept(new Event.Stopped(choice, stop));
  }

  private void tell(boolean last) {
    int undecided = last ? 0 : stops.undecided(spoken.text());
    if (mode == Mode.UNDECIDED) {
      decide(last, undecided);
    }
    if (mode == Mode.THOUGHT) {
      think(last, undecided);
    }
    if (mode == Mode.AFTER_THOUGHT) {
      skipBlanks(undecided);
      mode = spoken.length() > undecided ? Mode.TEXT : mode;
    }
    if (mode == Mode.TEXT) {
      grow(new Part.Text(""), spoken.length() - undecided);
    }
  }

  private void decide(boolean last, int undecided) {
    String begun = spoken.text().substring(0, spoken.length() - undecided).stripLeading();
    if (begun.startsWith(OPEN)) {
      drop(spoken.text().indexOf(OPEN) + OPEN.length());
      mode = Mode.THOUGHT;
    } else if (last || !OPEN.startsWith(begun)) {
      mode = Mode.TEXT;
      thoughtTokens = 0;
    }
  }

  private void think(boolean last, int undecided) {
    if (part.isEmpty()) {
      skipBlanks(undecided);
    }
    int close = spoken.text().indexOf(CLOSE);
    if (close >= 0 && close + CLOSE.length() <= spoken.length() - undecided) {
      grow(new Part.Thought(""), close);
      endPart();
      drop(CLOSE.length());
      mode = Mode.AFTER_THOUGHT;
      return;
    }
    int held = last ? 0 : Math.max(undecided, StopStrings.overlap(spoken.text(), CLOSE));
    grow(
        new Part.Thought(""),
        Math.min(spoken.length() - held, close < 0 ? spoken.length() : close));
  }

  private void skipBlanks(int undecided) {
    int count = 0;
    while (count < spoken.length() - undecided
        && Character.isWhitespace(spoken.text().charAt(count))) {
      count++;
    }
    drop(count);
  }

  private void grow(Part kind, int count) {
    if (count <= 0) {
      return;
    }
    if (part.isEmpty()) {
      part = Optional.of(kind);
      out.accept(new Event.Began(choice, parts, kind));
    }
    var told = spoken.take(count);
    stops.told(count);
    out.accept(new Event.Grew(choice, parts, told.text(), told.logprobs()));
  }

  private void drop(int count) {
    spoken.take(count);
    stops.told(count);
  }

  private void endPart() {
    if (part.isPresent()) {
      out.accept(new Event.Ended(choice, parts++));
      part = Optional.empty();
    }
  }
}
