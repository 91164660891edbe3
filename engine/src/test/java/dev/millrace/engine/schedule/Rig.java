package dev.millrace.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.sample.Preferences;
import dev.millrace.engine.speech.Speech;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Sampling;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A desk over a scripted model, and a queue before it.
final class Rig {
  static final int WINDOW = 1000;

  final List<Desk.Waiting> queue = new ArrayList<>();
  final ScriptedForward model;
  private final Desk desk;

  /// @param pages that all sequences may hold together
  /// @param running sequences at once
  Rig(ScriptedForward model, int pages, int running) {
    this(model, pages, running, List.of());
  }

  /// @param words tokens of the model besides the single bytes
  Rig(ScriptedForward model, int pages, int running, List<String> words) {
    this.model = model;
    var limits = new Limits(WINDOW, pages * model.pageBytes(), running, 1000).fitting(model);
    var wording =
        new Wording(
            Letters.with(
                words.stream().map(word -> word.getBytes(StandardCharsets.UTF_8)).toList()),
            Set.of(Letters.END));
    this.desk = new Desk(model, wording, limits, () -> 0);
  }

  Ticket submit(Listener listener, Order order) {
    var ticket = new Ticket(listener, () -> {});
    queue.add(new Desk.Waiting(ticket, order));
    return ticket;
  }

  /// Submits and computes until nothing is left to do.
  Listener answer(Order order) {
    var listener = new Listener();
    submit(listener, order);
    finish();
    return listener;
  }

  boolean turn() {
    desk.admit(queue.iterator(), () -> {});
    return desk.step();
  }

  void finish() {
    int turns = 0;
    while (turn()) {
      assertThat(++turns).isLessThan(100_000);
    }
  }

  static Order order(String prompt, Bounds bounds, Detail detail) {
    return new Order(
        "id",
        "m",
        prompt.chars().toArray(),
        Preferences.NEUTRAL.with(Sampling.greedy()),
        1,
        bounds,
        detail,
        Optional.empty(),
        Speech.plain());
  }

  static Order order(String prompt, int tokens, int choices) {
    return order(prompt, new Bounds(OptionalInt.of(tokens), List.of(), choices), Detail.none());
  }
}
