package dev.millrace.grammar.automaton;

import dev.millrace.grammar.rule.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The places of one automaton that have been come by, each kept once. Not thread-safe: the
/// automaton uses it under its lock.
final class Places {
  private final Graph graph;
  private final List<Network> networks;
  private final ByteClasses classes;
  private final Closure closure;
  private final Map<Place, Place> kept = new HashMap<>();
  private int generation;

  Places(Graph graph, List<Network> networks, ByteClasses classes) {
    this.graph = graph;
    this.networks = networks;
    this.classes = classes;
    this.closure = new Closure(graph);
  }

  void forget() {
    generation++;
    kept.clear();
  }

  /// Where a run of a network begins. It is not done there: no run reads nothing.
  Place first(Network network) {
    closure.begin(network.accept());
    for (int node : network.first()) {
      closure.addPosition(Place.position(node, 0));
    }
    return found(network);
  }

  /// Where a byte of a class leads, calls left aside.
  Place step(Place place, int type) {
    var next = place.next(classes.count());
    return next[type].isKnown() ? next[type] : look(place, type);
  }

  /// The networks that may be called from a place.
  List<Place.Calling> calls(Place place) {
    if (!place.callsKnown()) {
      place.setCalls(findCalls(place));
    }
    return place.calls();
  }

  /// Both at once.
  Place union(Place left, Place right) {
    closure.begin(left.network().accept());
    for (long position : left.positions()) {
      closure.addPosition(position);
    }
    for (long position : right.positions()) {
      closure.addPosition(position);
    }
    boolean done = left.done() || right.done();
    return kept(new Place(left.network(), closure.positions(), done, generation));
  }

  /// The one byte that places can read, or -1 if there is a choice.
  int only(List<Frame> readers) {
    int only = -1;
    for (var frame : readers) {
      for (long position : frame.place().positions()) {
        if (graph.node(Place.node(position)) instanceof Node.Read(var edges)) {
          boolean one = edges.length == 3 && edges[0] == edges[1];
          if (!one || (only >= 0 && only != edges[0])) {
            return -1;
          }
          only = edges[0];
        }
      }
    }
    return only;
  }

  /// What makes a place of its network differ from others to somebody who reads no more than
  /// `horizon` bytes: a count that is further than that from where it matters is like any other.
  long[] signature(Place place, int horizon) {
    long[] positions = place.positions();
    long[] signature = new long[positions.length];
    for (int i = 0; i < signature.length; i++) {
      int node = Place.node(positions[i]);
      int count = Place.count(positions[i]);
      long owing = 0;
      long left = 0;
      if (graph.loopOf()[node] >= 0) {
        var loop = loopOf(node);
        owing = Math.clamp((long) loop.least() - count, 0, horizon);
        left = loop.most() == Expression.ENDLESS ? horizon : Math.min(horizon, loop.most() - count);
      }
      signature[i] = ((long) (node - place.network().base()) << 32) | (owing << 16) | left;
    }
    return signature;
  }

  int rounds(List<Frame> from, List<Frame> to) {
    int rounds = from.size() == to.size() ? Integer.MAX_VALUE : 0;
    for (int i = 0; i < from.size() && rounds > 0; i++) {
      boolean joins = from.get(i).joins(to.get(i));
      rounds = joins ? Math.min(rounds, rounds(from.get(i).place(), to.get(i).place())) : 0;
    }
    return rounds;
  }

  private int rounds(Place from, Place to) {
    int rounds = from.positions().length == to.positions().length ? Integer.MAX_VALUE : 0;
    for (int i = 0; i < from.positions().length && rounds > 0; i++) {
      rounds = Math.min(rounds, rounds(from.positions()[i], to.positions()[i]));
    }
    return rounds;
  }

  private int rounds(long from, long to) {
    int node = Place.node(from);
    if (from == to && (graph.loopOf()[node] < 0 || loopOf(node).most() == Expression.ENDLESS)) {
      return Integer.MAX_VALUE;
    }
    boolean oneMore = to == from + 1 && loopOf(node).least() <= Place.count(from);
    return oneMore ? loopOf(node).most() - Place.count(from) : 0;
  }

  private Loop loopOf(int node) {
    return graph.loop(graph.loopOf()[node]);
  }

  /// A byte leads where its neighbours do, as far as no node tells them apart.
  private Place look(Place place, int type) {
    int value = classes.first(type);
    int low = 0;
    int high = 255;
    closure.begin(place.network().accept());
    for (long position : place.positions()) {
      if (graph.node(Place.node(position)) instanceof Node.Read read) {
        int target = read.target(value);
        if (target >= 0) {
          closure.add(target, Place.count(position));
        }
        low = Math.max(low, read.low(value));
        high = Math.min(high, read.high(value));
      }
    }
    var found = found(place.network());
    if (found.isNowhere() || found.generation() == place.generation()) {
      var next = place.next(classes.count());
      for (int i = classes.classOf(low); i <= classes.classOf(high); i++) {
        next[i] = found;
      }
    }
    return found;
  }

  private List<Place.Calling> findCalls(Place place) {
    var called = new TreeMap<Integer, Ints>();
    for (long position : place.positions()) {
      if (graph.node(Place.node(position)) instanceof Node.Call(var network, var target, _)) {
        var ends = called.computeIfAbsent(network, _ -> new Ints());
        ends.add(target);
        ends.add(Place.count(position));
      }
    }
    var calls = new ArrayList<Place.Calling>();
    called.forEach((network, ends) ->
        calls.add(new Place.Calling(networks.get(network), resumed(place.network(), ends))));
    return calls;
  }

  private Place resumed(Network network, Ints ends) {
    closure.begin(network.accept());
    for (int i = 0; i < ends.size(); i += 2) {
      closure.add(ends.get(i), ends.get(i + 1));
    }
    return found(network);
  }

  private Place found(Network network) {
    var place = new Place(network, closure.positions(), closure.accepted(), generation);
    return place.isNowhere() ? Place.NOWHERE : kept(place);
  }

  private Place kept(Place place) {
    var known = kept.putIfAbsent(place, place);
    return known == null ? place : known;
  }
}
