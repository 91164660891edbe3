package dev.millrace.grammar;

import dev.millrace.grammar.automaton.Automaton;
import dev.millrace.grammar.automaton.State;
import java.util.Arrays;

/// Reads one text of a language as it grows. What it has accepted can always be completed. Not
/// thread-safe; matchers of one language can be used side by side.
public final class Matcher {
  /// The most bytes that [#forced] tells at once.
  private static final int MOST_FORCED = 1024;

  /// Steps of positions that the masks of one text may cost, about a second's worth.
  private static final long CREDIT = 1L << 26;

  /// What is added for every mask.
  private static final long WAGE = 1L << 20;

  private final Automaton automaton;
  private State state;
  private long credit = CREDIT;

  Matcher(Automaton automaton, State state) {
    this.automaton = automaton;
    this.state = state;
  }

  /// Reads on, or stays as it was if no text of the language goes on like this.
  ///
  /// @param bytes UTF-8, which may begin and end within a character
  /// @return whether it was read
  public boolean accept(byte[] bytes) {
    var next = state;
    for (byte one : bytes) {
      next = automaton.step(next, one & 0xff);
      if (next.isDead()) {
        return false;
      }
    }
    state = next;
    return true;
  }

  /// Whether what has been read is in the language.
  public boolean complete() {
    return state.complete();
  }

  /// Whether something longer is.
  public boolean open() {
    return state.open();
  }

  /// The bytes that every continuation begins with, at most 1,024; none where the text may end.
  public byte[] forced() {
    var bytes = new byte[MOST_FORCED];
    int length = 0;
    for (var at = state; length < MOST_FORCED && !at.complete(); length++) {
      int only = automaton.only(at);
      if (only < 0) {
        break;
      }
      bytes[length] = (byte) only;
      at = automaton.step(at, only);
    }
    return Arrays.copyOf(bytes, length);
  }

  /// Another that has read the same.
  public Matcher copy() {
    return new Matcher(automaton, state);
  }

  long credit() {
    return credit;
  }

  void spend(long work) {
    credit = Math.min(CREDIT, credit + WAGE - work);
  }

  Automaton automaton() {
    return automaton;
  }

  State state() {
    return state;
  }
}
