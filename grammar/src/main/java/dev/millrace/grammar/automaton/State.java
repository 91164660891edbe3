package dev.millrace.grammar.automaton;

import java.util.Arrays;
import java.util.List;

/// All that a text may yet become: every stack that the automaton can be in after it, merged where
/// they are alike. Because what lies below a frame is a state again, stacks share their tails, and
/// many derivations of one text cost little more than one.
///
/// A state holds also what its frames return to where they may be done, so that the frames of a
/// state are all that can read. Every frame leads to a complete text.
public final class State {
  private static final int UNKNOWN_AGE = -2;

  private static final int NOT_ASKED = -2;

  /// No text.
  public static final State DEAD = new State(List.of(), false, new Age(-1, -1), 0);

  /// Stands for a state that has not been looked for yet.
  static final State UNKNOWN = new State(List.of(), false, new Age(UNKNOWN_AGE, -1), 0);

  private final List<Frame> frames;
  private final boolean complete;
  private final Age age;
  private final int depth;
  private final int hash;
  private final State[] next;
  private List<Frame> readers = List.of();
  private int only = NOT_ASKED;
  private int room = NOT_ASKED;
  private int roomWithin = NOT_ASKED;
  private boolean single;
  private boolean singleWithin;

  /// When a state was found.
  ///
  /// @param generation how often everything had been forgotten before
  /// @param serial how many states had been found before
  record Age(int generation, long serial) {}

  State(List<Frame> frames, boolean complete, Age age, int classes) {
    this.frames = List.copyOf(frames);
    this.complete = complete;
    this.age = age;
    this.next = new State[classes];
    Arrays.fill(next, UNKNOWN);
    int deepest = 0;
    int mixed = complete ? 1 : 0;
    for (var frame : this.frames) {
      deepest = Math.max(deepest, frame.below().depth + 1);
      mixed = 31 * mixed + frame.place().hashCode();
      mixed = 31 * mixed + Long.hashCode(frame.below().age.serial);
    }
    this.depth = deepest;
    this.hash = mixed;
  }

  /// The stacks, from the top, as sets of each other's tails.
  public List<Frame> frames() {
    return frames;
  }

  /// Whether the text so far is in the language.
  public boolean complete() {
    return complete;
  }

  /// Whether a longer text is.
  public boolean open() {
    return !frames.isEmpty();
  }

  Age age() {
    return age;
  }

  int depth() {
    return depth;
  }

  /// Whether no text of the language begins like this.
  public boolean isDead() {
    return frames.isEmpty() && !complete;
  }

  boolean isKnown() {
    return age.generation != UNKNOWN_AGE;
  }

  /// Whether they are one and the same. Two that are alike are the same unless everything has been
  /// forgotten between them.
  boolean is(State other) {
    return age.serial == other.age.serial;
  }

  State next(int type) {
    return next[type];
  }

  void setNext(int type, State state) {
    next[type] = state;
  }

  /// The frames with those of the networks that they call at once; none yet where not yet known.
  List<Frame> readers() {
    return readers;
  }

  void setReaders(List<Frame> found) {
    readers = found;
  }

  int only() {
    return only;
  }

  boolean onlyKnown() {
    return only != NOT_ASKED;
  }

  void setOnly(int value) {
    only = value;
  }

  int room(boolean within) {
    return within ? roomWithin : room;
  }

  boolean roomKnown(boolean within) {
    return room(within) != NOT_ASKED;
  }

  /// Whether all plain texts of so many characters as there is room for lead to the same state.
  boolean single(boolean within) {
    return within ? singleWithin : single;
  }

  void setSingle(boolean within) {
    if (within) {
      singleWithin = true;
    } else {
      single = true;
    }
  }

  void setRoom(boolean within, int characters) {
    if (within) {
      roomWithin = characters;
    } else {
      room = characters;
    }
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof State state)
        || complete != state.complete
        || hash != state.hash
        || frames.size() != state.frames.size()) {
      return false;
    }
    for (int i = 0; i < frames.size(); i++) {
      var mine = frames.get(i);
      var its = state.frames.get(i);
      if (!mine.below().is(its.below()) || !mine.place().equals(its.place())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
