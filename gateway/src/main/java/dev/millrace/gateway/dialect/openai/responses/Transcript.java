package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.StreamWriter.Broken;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Event;
import dev.millrace.llm.Json;
import dev.millrace.llm.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// One response as it is kept: what it was given, and what has been said until now. Thread-safe.
public final class Transcript {
  private final String id;
  private final Writing.Keeping keeping;
  private final List<Json.Fields> input;
  private final List<Runnable> listeners = new ArrayList<>();
  private Naming naming;
  private Form form;
  private List<Event> events = new ArrayList<>();
  private Optional<Broken> broken = Optional.empty();
  private Optional<Final> last = Optional.empty();

  Transcript(Naming naming, Form form, Writing.Keeping keeping, List<Json.Fields> input) {
    this.id = naming.id();
    this.naming = naming;
    this.form = form;
    this.keeping = keeping;
    this.input = List.copyOf(input);
  }

  /// What it is when it is over.
  ///
  /// @param output its items, with all thoughts sealed
  private record Final(byte[] body, Snapshot.Status status, List<Json.Fields> output) {}

  public String id() {
    return id;
  }

  /// Another model than the first answers; before anything of the answer is added.
  public synchronized void named(String model) {
    naming = naming.withModel(model);
  }

  public Writing.Keeping keeping() {
    return keeping;
  }

  /// All that the model was shown but for instructions, each item with an id.
  public List<Json.Fields> input() {
    return input;
  }

  /// Takes the next event; the last is [Event.Closed].
  public synchronized void add(Event event) {
    events.add(event);
    if (event instanceof Event.Closed) {
      finish();
    }
    listeners.forEach(Runnable::run);
  }

  /// It will never be whole.
  public synchronized void fail(Broken how) {
    if (last.isEmpty()) {
      broken = Optional.of(how);
      finish();
      listeners.forEach(Runnable::run);
    }
  }

  /// Whether nothing more will be said.
  public synchronized boolean over() {
    return last.isPresent();
  }

  /// The body of the response as it is now.
  public synchronized byte[] body() {
    return last.map(Final::body)
        .orElseGet(() -> new Replies(naming, form).body(played(form).now()));
  }

  /// What a next request follows on: the items that it was given and gave; empty as long as it is
  /// not over, and if it failed.
  public synchronized Optional<List<Json.Fields>> conversation() {
    return last.filter(end ->
            end.status() == Snapshot.Status.COMPLETED || end.status() == Snapshot.Status.INCOMPLETE)
        .map(end -> Stream.concat(input.stream(), end.output().stream()).toList());
  }

  /// About how many bytes it takes to keep it.
  public synchronized long size() {
    long size = 0;
    for (var item : input) {
      size += Weight.of(item);
    }
    return size + last.map(end -> 3L * end.body().length).orElse(0L);
  }

  /// Runs the task whenever there is more to be told, on any thread, until the [Runnable] that comes
  /// back is run. The task must return at once.
  public synchronized Runnable whenMore(Runnable task) {
    listeners.add(task);
    return () -> forget(task);
  }

  private synchronized void forget(Runnable task) {
    listeners.remove(task);
  }

  /// Tells all of it again from the beginning.
  public Telling telling() {
    return new Telling();
  }

  /// One telling of it as the events of a stream. Not thread-safe.
  public final class Telling {
    private final ToFrames frames;
    private final List<Event> said;
    private int next;
    private boolean begun;
    private boolean ended;

    private Telling() {
      synchronized (Transcript.this) {
        frames = new ToFrames(naming, form);
        said = events;
      }
    }

    /// Whether all has been told.
    public boolean ended() {
      return ended;
    }

    /// Tells the next of what has been said; false if there is nothing for now.
    public boolean step(Consumer<? super Frame> out) {
      synchronized (Transcript.this) {
        if (ended) {
          return false;
        }
        frames.named(naming);
        if (next == 0 && !begun && keeping.background()) {
          begun = true;
          frames.begin(out);
          return true;
        }
        if (next < said.size()) {
          Event event = said.get(next++);
          ended = event instanceof Event.Closed;
          frames.turn(event, out);
          return true;
        }
        ended = broken.isPresent();
        broken.ifPresent(how -> frames.fail(how, out));
        return ended;
      }
    }
  }

  /// What was in pieces is put together, in a list of its own as the old one may still be told,
  /// unless somebody may want to go on in the midst of it.
  private void finish() {
    form = form.at(form.clock().instant());
    if (broken.isEmpty() && !keeping.background()) {
      events = Reply.of(events).events();
    }
    var end = played(form).now();
    byte[] body = new Replies(naming, form).body(end);
    byte[] sealed = new Replies(naming, form.sealing()).body(played(form.sealing()).now());
    last = Optional.of(new Final(body, end.status(), output(sealed)));
  }

  private static List<Json.Fields> output(byte[] body) {
    return switch (JsonReader.readObject(body).get("output").orElseThrow()) {
      case Json.Items(var items) -> items.stream().map(Json.Fields.class::cast).toList();
      case Json other -> throw new IllegalStateException("no array: " + JsonWriter.text(other));
    };
  }

  private ToFrames played(Form how) {
    var frames = ToFrames.silent(naming, how);
    events.forEach(event -> frames.turn(event, _ -> {}));
    broken.ifPresent(end -> frames.fail(end, _ -> {}));
    return frames;
  }
}
