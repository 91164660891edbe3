package dev.millrace.grammar.automaton;

import java.util.Arrays;
import java.util.List;

/// All the positions that one run of a network may be in at once: a state of the automaton that
/// the subset construction would make of the network alone. A position is a node that reads or
/// calls, with the count of the loop that it is in.
public final class Place {
  private static final int UNKNOWN_AGE = -2;

  /// Nowhere: what was read does not belong to the network.
  static final Place NOWHERE = none(0);

  /// Stands for a place that has not been looked for yet.
  static final Place UNKNOWN = none(UNKNOWN_AGE);

  private final Network network;
  private final long[] positions;
  private final boolean done;
  private final int generation;
  private Place[] next = {};
  private List<Calling> calls = List.of();
  private boolean callsKnown;

  /// A network that is called from here.
  ///
  /// @param resumed where one is when it is done
  record Calling(Network network, Place resumed) {}

  Place(Network network, long[] positions, boolean done, int generation) {
    this.network = network;
    this.positions = positions;
    this.done = done;
    this.generation = generation;
  }

  private static Place none(int generation) {
    return new Place(
        new Network(-1, 0, new int[0], -1, 0, Shape.unique()), new long[0], false, generation);
  }

  static long position(int node, int count) {
    return ((long) node << 32) | count;
  }

  static int node(long position) {
    return (int) (position >>> 32);
  }

  static int count(long position) {
    return (int) position;
  }

  public Network network() {
    return network;
  }

  long[] positions() {
    return positions;
  }

  /// Whether the network may be done here.
  boolean done() {
    return done;
  }

  /// Whether the network may read on.
  boolean open() {
    return positions.length > 0;
  }

  boolean isNowhere() {
    return !done && !open();
  }

  /// Whether they are one and the same.
  @SuppressWarnings("ReferenceEquality")
  boolean is(Place other) {
    return this == other;
  }

  boolean isKnown() {
    return generation != UNKNOWN_AGE;
  }

  int generation() {
    return generation;
  }

  /// The places that follow, by class of bytes.
  Place[] next(int classes) {
    if (next.length == 0) {
      next = new Place[classes];
      Arrays.fill(next, UNKNOWN);
    }
    return next;
  }

  List<Calling> calls() {
    return calls;
  }

  boolean callsKnown() {
    return callsKnown;
  }

  void setCalls(List<Calling> found) {
    calls = List.copyOf(found);
    callsKnown = true;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Place place
            && network.index() == place.network.index()
            && done == place.done
            && Arrays.equals(positions, place.positions));
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(positions) + network.index() * 2 + (done ? 1 : 0);
  }
}
