package dev.millrace.gateway.simulation;

import dev.millrace.gateway.loop.ManualLoop;
import dev.millrace.gateway.provider.Transport.Receiver;
import dev.millrace.llm.Upstream.Exchange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/// One exchange under way, in virtual time: does one thing after another, none while it is paused,
/// and nothing after it was cancelled.
final class Playing implements Exchange {
  private final ManualLoop loop;
  private final Receiver receiver;
  private final Queue<Step> steps = new ArrayDeque<>();
  private boolean playing;
  private boolean waiting;
  private boolean paused;
  private boolean over;
  private int input;
  private int output;

  private record Step(Duration after, Consumer<Receiver> deed, boolean last) {}

  Playing(ManualLoop loop, Receiver receiver) {
    this.loop = loop;
    this.receiver = receiver;
  }

  /// Whether it has ended, or was cancelled.
  boolean over() {
    return over;
  }

  /// The tokens of the prompt that the receiver was told of; 0 if it was not told.
  int input() {
    return input;
  }

  /// The tokens of the answer that the receiver was told of.
  int output() {
    return output;
  }

  void then(Duration after, Consumer<Receiver> deed) {
    steps.add(new Step(after, deed, false));
    play();
  }

  void last(Duration after, Consumer<Receiver> deed) {
    steps.add(new Step(after, deed, true));
    play();
  }

  /// The receiver is told that so much was used.
  void reports(int prompt, int answer) {
    input = prompt;
    output = answer;
  }

  private void play() {
    if (!playing && !over && !steps.isEmpty()) {
      playing = true;
      loop.after(steps.element().after(), this::due);
    }
  }

  private void due() {
    playing = false;
    if (over) {
      return;
    }
    if (paused) {
      waiting = true;
      return;
    }
    var step = steps.remove();
    over |= step.last();
    step.deed().accept(receiver);
    play();
  }

  @Override
  public void cancel() {
    over = true;
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
    if (waiting) {
      waiting = false;
      due();
    }
  }
}
