package dev.millrace.grammar.automaton;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/// Measures for how many characters a state takes whatever plain characters come. That is what a
/// state within a string does, and what makes it needless to try thousands of tokens one by one.
final class Room {
  /// No further than this, unless there is no end.
  private static final int MOST = 32;

  /// No more states are looked at.
  private static final int MOST_STATES = 64;

  /// The plain characters of one byte.
  private static final int[] SINGLE = {' ', '!', '#', '[', ']', '~'};

  /// Those of more: the first byte, from and to, the second, from and to, and how many follow it.
  private static final int[][] LONGER = {
    {0xc2, 0xdf, 0x80, 0xbf, 0},
    {0xe0, 0xe0, 0xa0, 0xbf, 1},
    {0xe1, 0xec, 0x80, 0xbf, 1},
    {0xed, 0xed, 0x80, 0x9f, 1},
    {0xee, 0xef, 0x80, 0xbf, 1},
    {0xf0, 0xf0, 0x90, 0xbf, 2},
    {0xf1, 0xf3, 0x80, 0xbf, 2},
    {0xf4, 0xf4, 0x80, 0x8f, 2},
  };

  private final Automaton automaton;
  private final boolean within;

  Room(Automaton automaton, boolean within) {
    this.automaton = automaton;
    this.within = within;
  }

  /// Notes the room of a state. States that have room without end lead to such states alone, which
  /// are noted too. Nor are those of a string that counts asked one after the other: when all that
  /// a character changes is the count, as many can follow as there are rounds left.
  void measure(State state) {
    var seen = new LinkedHashSet<State>();
    Set<State> level = Set.of(state);
    seen.add(state);
    boolean lone = true;
    int room = 0;
    while (room < MOST && seen.size() < MOST_STATES) {
      var next = new LinkedHashSet<State>();
      if (!follow(level, next)) {
        note(seen, room, lone);
        return;
      }
      lone &= next.size() == 1;
      int rounds = lone ? automaton.rounds(seen.getLast(), next.getFirst()) : 0;
      if (rounds > 0) {
        note(seen, rounds == Integer.MAX_VALUE ? rounds : room + rounds, true);
        return;
      }
      next.removeAll(seen);
      if (next.isEmpty()) {
        note(seen, Integer.MAX_VALUE, false);
        return;
      }
      seen.addAll(next);
      level = next;
      room++;
    }
    state.setRoom(within, room);
  }

  /// Of states that follow each other, one by one, each has one less; of others the room of the
  /// first alone is known, unless there is no end to it.
  private void note(Set<State> seen, int room, boolean lone) {
    int left = room;
    for (var state : seen) {
      state.setRoom(within, left);
      if (lone) {
        state.setSingle(within);
      }
      if (room != Integer.MAX_VALUE) {
        if (!lone) {
          return;
        }
        left--;
      }
    }
  }

  private boolean follow(Set<State> level, Set<State> next) {
    for (var state : level) {
      if (!follow(state, next)) {
        return false;
      }
    }
    return true;
  }

  /// Adds what follows on any plain character; false if some character does not fit.
  private boolean follow(State state, Set<State> next) {
    var one = Set.of(state);
    for (int i = 0; i < SINGLE.length; i += 2) {
      if (!step(one, SINGLE[i], SINGLE[i + 1], next)) {
        return false;
      }
    }
    for (int[] form : LONGER) {
      var first = new HashSet<State>();
      var last = new HashSet<State>();
      boolean fits = step(one, form[0], form[1], first) && step(first, form[2], form[3], last);
      for (int i = 0; fits && i < form[4]; i++) {
        var before = last;
        last = new HashSet<>();
        fits = step(before, 0x80, 0xbf, last);
      }
      if (!fits) {
        return false;
      }
      next.addAll(last);
    }
    return true;
  }

  /// Whether any plain character fits, or begins to.
  boolean takesAny(State state) {
    for (int i = 0; i < SINGLE.length; i += 2) {
      if (takesAny(state, SINGLE[i], SINGLE[i + 1])) {
        return true;
      }
    }
    return takesAny(state, LONGER[0][0], LONGER[LONGER.length - 1][1]);
  }

  private boolean takesAny(State state, int low, int high) {
    var classes = automaton.classes();
    for (int type = classes.classOf(low); type <= classes.classOf(high); type++) {
      if (!automaton.step(state, Math.max(low, classes.first(type))).isDead()) {
        return true;
      }
    }
    return false;
  }

  private boolean step(Set<State> states, int low, int high, Set<State> next) {
    var classes = automaton.classes();
    for (var state : states) {
      for (int type = classes.classOf(low); type <= classes.classOf(high); type++) {
        var target = automaton.step(state, Math.max(low, classes.first(type)));
        if (target.isDead() || (within && target.complete())) {
          return false;
        }
        next.add(target);
      }
    }
    return true;
  }
}
