package dev.millrace.grammar.automaton;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;

/// Frames on their way to becoming a state.
final class Gathering {
  /// More stacks than this are forgotten, the deepest first. What is left still leads to complete
  /// texts of the language; only a grammar with very many readings of one text comes here.
  private static final int MOST = 256;

  /// More positions than this are not gathered at all, so that one step takes no longer than about a
  /// millisecond.
  private static final int MOST_POSITIONS = 1 << 16;

  private static final Comparator<Frame> ORDER =
      Comparator.comparingInt((Frame frame) -> frame.below().depth())
          .thenComparingLong(frame -> frame.below().age().serial())
          .thenComparingInt(frame -> frame.place().network().index());

  private List<Frame> frames = new ArrayList<>();
  private boolean complete;
  private int positions;

  void complete() {
    complete = true;
  }

  /// Adds a frame, and what it returns to if it may be done. One that can only be done leaves no
  /// trace of itself: so a call at the end of a rule does not make the stack higher.
  void add(Place place, State below) {
    if (place.done()) {
      complete |= below.complete();
      for (var frame : below.frames()) {
        add(frame);
      }
    }
    if (place.open()) {
      add(new Frame(place, below));
    }
  }

  private void add(Frame frame) {
    if (positions < MOST_POSITIONS) {
      frames.add(frame);
      positions += 1 + frame.place().positions().length;
    }
  }

  /// How many positions the frames have together.
  int positions() {
    return positions;
  }

  boolean isComplete() {
    return complete;
  }

  /// The frames in a settled order, those that differ in their place alone joined.
  List<Frame> joined(BinaryOperator<Place> union) {
    if (frames.size() > 1) {
      frames.sort(ORDER);
      var joined = new ArrayList<Frame>();
      for (var frame : frames) {
        if (!joined.isEmpty() && joined.getLast().joins(frame)) {
          var before = joined.removeLast();
          joined.add(new Frame(union.apply(before.place(), frame.place()), frame.below()));
        } else {
          joined.add(frame);
        }
      }
      frames = joined;
    }
    return frames.size() > MOST ? frames.subList(0, MOST) : frames;
  }
}
