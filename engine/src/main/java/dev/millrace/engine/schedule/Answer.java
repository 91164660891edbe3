package dev.millrace.engine.schedule;

import dev.millrace.engine.sample.Drawn;
import dev.millrace.engine.speech.Script;
import dev.millrace.engine.speech.SpeechReader;
import dev.millrace.engine.speech.Voice;
import dev.millrace.engine.token.Kind;
import dev.millrace.engine.token.Tokenizer;
import dev.millrace.engine.token.Utf8Stream;
import dev.millrace.llm.Event;
import dev.millrace.llm.Part;
import dev.millrace.llm.Stop;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Turns the tokens of one choice into its events: characters only when they are whole, nothing of
/// a stop string, thoughts and calls of tools apart. Control tokens have no text.
final class Answer implements Voice {
  private enum Sort {
    NOTHING,
    TEXT,
    THOUGHT,
    ARGUMENTS
  }

  private final int choice;
  private final Tokenizer tokenizer;
  private final Script script;
  private final Consumer<Event> out;
  private final Utf8Stream characters = new Utf8Stream();
  private final Spoken spoken = new Spoken();
  private final StopStrings stops;
  private final int least;
  private final SpeechReader reader;
  private Optional<Part> part = Optional.empty();
  private Sort sort = Sort.NOTHING;
  private int run;
  private int read;
  private int parts;
  private int thoughtTokens;
  private int tokens;

  Answer(int choice, Order order, Tokenizer tokenizer, Consumer<Event> out) {
    this.choice = choice;
    this.tokenizer = tokenizer;
    this.script = order.speech().script();
    this.out = out;
    this.stops = new StopStrings(order.bounds().stop());
    this.least = order.bounds().minTokens();
    this.reader = new SpeechReader(order.speech(), order.id() + "/" + choice, this);
  }

  /// Takes the next token.
  ///
  /// @return whether the choice ended with it, at a stop string
  boolean take(Drawn drawn) {
    thoughtTokens += reader.thinking() ? 1 : 0;
    if (tokenizer.kind(drawn.token()) == Kind.CONTROL) {
      sign(script.sign(drawn.token()));
    } else {
      byte[] bytes = tokenizer.bytes(drawn.token());
      spoken.add(
          characters.push(bytes),
          drawn.likelihood().map(odds -> Logprobs.told(tokenizer, drawn.token(), odds)));
    }
    think();
    Optional<StopStrings.Match> match = stops.find(spoken.text(), ++tokens > least);
    if (match.isPresent()) {
      spoken.cut(match.get().start());
      finish(new Stop.Matched(match.get().string()));
      return true;
    }
    tell(stops.undecided(spoken.text()));
    return false;
  }

  /// Thoughts are told as they come: stop strings are of answers alone.
  private void think() {
    while (reader.inThought() && read < spoken.length()) {
      reader.read(spoken.text().substring(read, ++read));
      stops.from(read);
    }
  }

  private void sign(String sign) {
    if (!sign.isEmpty()) {
      spoken.add(characters.flush() + sign, Optional.empty());
    }
  }

  /// The choice ends for another reason; what was held back is told.
  void end(Stop stop) {
    spoken.add(characters.flush(), Optional.empty());
    finish(stop);
  }

  /// Tokens that were thought, or are taken for it so far.
  int thoughtTokens() {
    return reader.thought() ? thoughtTokens : 0;
  }

  /// Whether a thought is under way, or may be about to begin.
  boolean thinking() {
    return reader.thinking();
  }

  private void finish(Stop stop) {
    tell(0);
    boolean ended = stop instanceof Stop.Ended;
    reader.end(!ended);
    out.accept(new Event.Stopped(choice, ended && reader.called() ? new Stop.ToolCalls() : stop));
  }

  private void tell(int undecided) {
    int from = read;
    int to = spoken.length() - undecided;
    if (to > from) {
      read = to;
      reader.read(spoken.text().substring(from, to));
    }
    flush();
  }

  @Override
  public void text(int count) {
    run(Sort.TEXT, count);
  }

  @Override
  public void thought(int count) {
    run(Sort.THOUGHT, count);
  }

  @Override
  public void arguments(int count) {
    run(Sort.ARGUMENTS, count);
  }

  @Override
  public void nothing(int count) {
    run(Sort.NOTHING, count);
  }

  @Override
  public void call(Part.ToolCall call) {
    flush();
    begin(call);
  }

  @Override
  public void say(String arguments) {
    flush();
    out.accept(new Event.Grew(choice, parts, arguments, List.of()));
  }

  @Override
  public void whole() {
    flush();
    if (part.isPresent()) {
      out.accept(new Event.Ended(choice, parts++));
      part = Optional.empty();
    }
  }

  /// Characters of one kind are told together.
  private void run(Sort next, int count) {
    if (next != sort) {
      flush();
      sort = next;
    }
    run += count;
  }

  private void flush() {
    int count = run;
    run = 0;
    if (count == 0) {
      return;
    }
    var told = spoken.take(count);
    stops.told(count);
    read -= count;
    if (sort == Sort.NOTHING) {
      return;
    }
    if (part.isEmpty()) {
      begin(sort == Sort.THOUGHT ? new Part.Thought("") : new Part.Text(""));
    }
    out.accept(new Event.Grew(choice, parts, told.text(), told.logprobs()));
  }

  private void begin(Part next) {
    part = Optional.of(next);
    out.accept(new Event.Began(choice, parts, next));
  }
}
