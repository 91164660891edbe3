package dev.millrace.gateway.call.prediction;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The predictions that are remembered, in memory: all that run, and of those that have ended the
/// newest, for a while. An account sees its own alone. Thread-safe.
public final class Shelf {
  private final InstantSource clock;
  private final Limits limits;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private long last;
  private long size;

  public Shelf(InstantSource clock, Limits limits) {
    this.clock = clock;
    this.limits = limits;
  }

  /// What is forgotten first, oldest before newer, of what has ended.
  ///
  /// @param most predictions
  /// @param size characters of all of them together
  /// @param life how long one is remembered after its end
  public record Limits(int most, long size, Duration life) {
    /// A thousand, 32 million characters, ten minutes.
    public static Limits usual() {
      return new Limits(1_000, 32_000_000, Duration.ofMinutes(10));
    }
  }

  /// Some predictions, newest first.
  ///
  /// @param next where the next page begins; absent on the last
  record Page(List<Prediction> predictions, OptionalLong next) {
    Page {
      predictions = List.copyOf(predictions);
    }
  }

  private record Entry(long number, Prediction prediction, Runnable cancel) {}

  /// Takes in one that begins.
  ///
  /// @param cancel asks for its end; any thread may call it
  synchronized void add(Prediction prediction, Runnable cancel) {
    entries.put(prediction.id(), new Entry(++last, prediction, cancel));
    size += prediction.size();
    tidy();
  }

  /// Takes in what has become of one; does nothing where it was never added.
  synchronized void update(Prediction prediction) {
    var before = entries.get(prediction.id());
    if (before != null) {
      size += prediction.size() - before.prediction().size();
      entries.put(prediction.id(), new Entry(before.number(), prediction, before.cancel()));
      tidy();
    }
  }

  /// One of an account.
  ///
  /// @throws Refused with [Failure.NotFound] if it has none of that id, or has it no more
  synchronized Prediction find(String account, String id) {
    return entry(account, id).prediction();
  }

  /// Those of an account.
  ///
  /// @param before only those older than where this page begins
  synchronized Page page(String account, OptionalLong before, int most) {
    tidy();
    var found = new ArrayList<Entry>();
    long from = before.orElse(Long.MAX_VALUE);
    for (var entry : entries.values()) {
      if (entry.number() < from && entry.prediction().account().equals(account)) {
        found.add(entry);
      }
    }
    found.sort(Comparator.comparingLong(Entry::number).reversed());
    var shown = found.subList(0, Math.min(most, found.size()));
    var next =
        shown.size() < found.size()
            ? OptionalLong.of(shown.getLast().number())
            : OptionalLong.empty();
    return new Page(shown.stream().map(Entry::prediction).toList(), next);
  }

  /// Asks for the end of one. It goes on until that takes effect; to ask again is harmless.
  ///
  /// @throws Refused with [Failure.NotFound], or with [Failure.Conflict] if it has ended
  void cancel(String account, String id) {
    Entry entry;
    synchronized (this) {
      entry = entry(account, id);
    }
    if (entry.prediction().status().ended()) {
      throw new Refused(new Failure.Conflict("the prediction " + id + " has ended already"));
    }
    entry.cancel().run();
  }

  private Entry entry(String account, String id) {
    tidy();
    return Optional.ofNullable(entries.get(id))
        .filter(entry -> entry.prediction().account().equals(account))
        .orElseThrow(() -> new Refused(new Failure.NotFound("prediction", id)));
  }

  private void tidy() {
    Instant oldest = clock.instant().minus(limits.life());
    var all = entries.values().iterator();
    while (all.hasNext()) {
      var prediction = all.next().prediction();
      boolean over = entries.size() > limits.most() || size > limits.size();
      if (prediction.status().ended() && (over || prediction.updated().isBefore(oldest))) {
        size -= prediction.size();
        all.remove();
      }
    }
  }
}
