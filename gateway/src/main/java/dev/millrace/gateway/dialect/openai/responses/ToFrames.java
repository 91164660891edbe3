package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.llm.Event;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Events as the events of a response. Each part of the answer is an item; items that grow at once
/// are told at once. The last item is done when it is known whether it is complete: when another
/// begins, or at the end.
final class ToFrames implements StreamWriter {
  private Wire wire;
  private final Numbered events;
  private final List<OpenItem> items = new ArrayList<>();
  private boolean begun;
  private boolean held;
  private Optional<Stop> stop = Optional.empty();
  private Optional<Usage> usage = Optional.empty();
  private Optional<Snapshot> ending = Optional.empty();

  ToFrames(Naming naming, Form form) {
    this(new Wire(naming, form), new Numbered(false));
  }

  private ToFrames(Wire wire, Numbered events) {
    this.wire = wire;
    this.events = events;
  }

  /// What the answer is called from now on; items keep what they were opened with.
  void named(Naming naming) {
    wire = new Wire(naming, wire.form());
  }

  /// One that sends nothing, for those who want to know what has been said.
  static ToFrames silent(Naming naming, Form form) {
    return new ToFrames(new Wire(naming, form), new Numbered(true));
  }

  @Override
  public void turn(Event input, Consumer<? super Frame> out) {
    switch (input) {
      case Event.Opened _, Event.Prompted _, Event.Sampled _ -> {}
      case Event.Began(_, var index, var part) -> {
        begin(out);
        began(index, part, out);
      }
      case Event.Grew(_, var index, var delta, var logprobs) ->
          items.get(index).grow(delta, logprobs, out);
      case Event.Cited(_, var source) -> cited(source, out);
      case Event.Signed(_, var index, var signature) -> items.get(index).sign(signature);
      case Event.Ended(_, var index) -> ended(index, out);
      case Event.Stopped(_, var why) -> {
        begin(out);
        stop = Optional.of(why);
        closeAll(Snapshot.cut(why).isPresent(), out);
      }
      case Event.Metered(var told) -> {
        begin(out);
        usage = Optional.of(told);
      }
      case Event.Closed _ ->
          last(Snapshot.ended(stop.orElseThrow(), output(), usage.orElseThrow()), out);
    }
  }

  /// Says that the answer waits for its turn, and then that it is in progress; once.
  void begin(Consumer<? super Frame> out) {
    if (begun) {
      return;
    }
    begun = true;
    if (wire.form().background()) {
      told("response.created", Snapshot.empty(Snapshot.Status.QUEUED), out);
      told("response.queued", Snapshot.empty(Snapshot.Status.QUEUED), out);
    } else {
      told("response.created", Snapshot.empty(Snapshot.Status.IN_PROGRESS), out);
    }
    told("response.in_progress", Snapshot.empty(Snapshot.Status.IN_PROGRESS), out);
  }

  /// Ends with `response.failed`, which has what was said and used until then; so does what was
  /// cancelled, of which no event of its own is known.
  @Override
  public void fail(Broken broken, Consumer<? super Frame> out) {
    begin(out);
    if (held) {
      items.getLast().close(Item.Status.COMPLETED, out);
      held = false;
    }
    last(Snapshot.failed(Failures.of(broken.failure()), output(), broken.usage()), out);
  }

  /// What has been said until now.
  Snapshot now() {
    boolean waits = !begun && wire.form().background();
    var status = waits ? Snapshot.Status.QUEUED : Snapshot.Status.IN_PROGRESS;
    return ending.orElseGet(
        () -> new Snapshot(status, output(), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private void began(int index, Part part, Consumer<? super Frame> out) {
    if (index != items.size()) {
      throw new IllegalStateException("part " + index + " began out of order");
    }
    if (held) {
      items.getLast().close(Item.Status.COMPLETED, out);
      held = false;
    }
    var item = new OpenItem(wire, events, index, part);
    items.add(item);
    item.open(out);
  }

  /// The words that it is of are the last ones.
  private void cited(Json source, Consumer<? super Frame> out) {
    items.reversed().stream()
        .filter(OpenItem::isText)
        .findFirst()
        .ifPresent(item -> item.cite(Sources.flat(source), out));
  }

  private void ended(int index, Consumer<? super Frame> out) {
    if (index == items.size() - 1) {
      held = true;
    } else {
      items.get(index).close(Item.Status.COMPLETED, out);
    }
  }

  private void closeAll(boolean cut, Consumer<? super Frame> out) {
    for (var item : items) {
      boolean last = item.equals(items.getLast());
      if (!item.done()) {
        item.close(cut && last ? Item.Status.INCOMPLETE : Item.Status.COMPLETED, out);
      }
    }
    held = false;
  }

  private List<Item> output() {
    return items.stream().map(OpenItem::soFar).toList();
  }

  private void last(Snapshot snapshot, Consumer<? super Frame> out) {
    ending = Optional.of(snapshot);
    String type =
        switch (snapshot.status()) {
          case COMPLETED, INCOMPLETE, QUEUED, IN_PROGRESS ->
              "response." + snapshot.status().name().toLowerCase(Locale.ROOT);
          case FAILED, CANCELLED -> "response.failed";
        };
    told(type, snapshot, out);
  }

  private void told(String type, Snapshot snapshot, Consumer<? super Frame> out) {
    events.send(
        type,
        json -> {
          wire.response(snapshot, json.object("response"));
          json.endObject();
        },
        out);
  }
}
