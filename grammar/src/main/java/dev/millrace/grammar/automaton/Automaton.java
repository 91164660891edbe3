package dev.millrace.grammar.automaton;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A language as a machine that reads bytes.
///
/// Rules are networks of nodes that call each other (a recursive transition network, which is a
/// pushdown automaton by another name). It is nondeterministic twice over: within a network many
/// positions fit the bytes so far, and many stacks of networks do. Both are made deterministic as
/// texts come by, never beforehand: the positions of one run of a network are taken together as a
/// [Place], the stacks together as a [State], and every state found is kept with the steps known
/// from it. So a text known by sight costs one look-up per byte, and a new one no more than its
/// readings, whatever the size of the deterministic automaton that is never built.
///
/// No network reads nothing: a call that may derive the empty text can also be passed by. So there
/// are no loops without progress. No network calls itself before it has read something: such rules
/// have been turned round before. So what is called at once has an order.
///
/// Thread-safe. What is found is found under a lock, and read without one: a state that another
/// thread sees is seen whole, because what makes it up is final.
public final class Automaton {
  private final Graph graph;
  private final List<Network> networks;
  private final List<Network> byRank;
  private final ByteClasses classes;
  private final boolean mayBeEmpty;
  private final Closure closure;
  private final int most;
  private final Map<State, State> states = new HashMap<>();
  private final Map<Place, Place> places = new HashMap<>();
  private final State end;
  private int generation;
  private long serial;

  /// @param networks by number; the first is the whole text
  /// @param mayBeEmpty whether the empty text is in the language
  /// @param most states are kept; when there are more, all are forgotten
  public Automaton(Graph graph, List<Network> networks, boolean mayBeEmpty, int most) {
    this.graph = graph;
    this.networks = List.copyOf(networks);
    this.classes = ByteClasses.of(graph);
    this.mayBeEmpty = mayBeEmpty;
    this.closure = new Closure(graph);
    this.most = most;
    this.byRank = this.networks.stream().sorted(Comparator.comparingInt(Network::rank)).toList();
    this.end = new State(List.of(), true, new State.Age(0, 0), classes.count());
  }

  /// What the empty text may become.
  public synchronized State initial() {
    var all = new Gathering();
    if (mayBeEmpty) {
      all.complete();
    }
    all.add(first(networks.getFirst()), end);
    return state(all);
  }

  /// A stack of one frame.
  public synchronized State alone(Place place) {
    var all = new Gathering();
    all.add(place, end);
    return state(all);
  }

  /// What follows on a byte, which is given from 0 to 255; [State#DEAD] if it does not fit.
  public State step(State state, int value) {
    if (state.isDead()) {
      return state;
    }
    int type = classes.classOf(value);
    var next = state.next(type);
    return next.isKnown() ? next : look(state, type);
  }

  /// The one byte with which everything begins that may follow, or -1.
  public int only(State state) {
    if (!state.onlyKnown()) {
      state.setOnly(findOnly(state));
    }
    return state.only();
  }

  /// The bytes it tells apart.
  public ByteClasses classes() {
    return classes;
  }

  /// How many states are kept.
  public synchronized int size() {
    return states.size();
  }

  private synchronized State look(State state, int type) {
    var all = new Gathering();
    for (var frame : readers(state)) {
      var place = step(frame.place(), type);
      if (!place.isNowhere()) {
        all.add(place, frame.below());
      }
    }
    var next = state(all);
    if (next.isDead() || next.age().generation() == state.age().generation()) {
      state.setNext(type, next);
    }
    return next;
  }

  private State state(Gathering all) {
    var frames = all.joined(this::union);
    if (frames.isEmpty()) {
      return all.isComplete() ? end : State.DEAD;
    }
    if (states.size() >= most) {
      forget();
    }
    var age = new State.Age(generation, ++serial);
    var found = new State(frames, all.isComplete(), age, classes.count());
    var known = states.putIfAbsent(found, found);
    return known == null ? found : known;
  }

  /// States of before go on working for whoever holds them, but nothing new is hung on them: so they
  /// go when their holders do.
  private void forget() {
    generation++;
    states.clear();
    places.clear();
  }

  /// The frames of a state, and those of all networks called before the next byte. Callers go before
  /// those they call, so that everyone who waits for a network is known before it is begun.
  private List<Frame> readers(State state) {
    if (!state.readers().isEmpty()) {
      return state.readers();
    }
    var readers = new ArrayList<>(state.frames());
    var waiting = new TreeMap<Integer, Gathering>();
    for (var frame : state.frames()) {
      call(frame, waiting);
    }
    while (!waiting.isEmpty()) {
      var last = waiting.pollLastEntry();
      var place = first(byRank.get(last.getKey()));
      var frame = new Frame(place, state(last.getValue()));
      readers.add(frame);
      call(frame, waiting);
    }
    state.setReaders(readers);
    return readers;
  }

  private void call(Frame frame, Map<Integer, Gathering> waiting) {
    for (var call : calls(frame.place())) {
      waiting
          .computeIfAbsent(call.network().rank(), _ -> new Gathering())
          .add(call.resumed(), frame.below());
    }
  }

  private Place first(Network network) {
    closure.begin(network.accept());
    for (int node : network.first()) {
      closure.addPosition(Place.position(node, 0));
    }
    return place(network);
  }

  private Place step(Place place, int type) {
    var next = place.next(classes.count());
    if (next[type].isKnown()) {
      return next[type];
    }
    var found = lookFrom(place, classes.first(type));
    if (found.isNowhere() || found.generation() == place.generation()) {
      next[type] = found;
    }
    return found;
  }

  private Place lookFrom(Place place, int value) {
    closure.begin(place.network().accept());
    for (long position : place.positions()) {
      if (graph.node(Place.node(position)) instanceof Node.Read read) {
        int target = read.target(value);
        if (target >= 0) {
          closure.add(target, Place.count(position));
        }
      }
    }
    return place(place.network());
  }

  private List<Place.Calling> calls(Place place) {
    if (!place.callsKnown()) {
      var networksCalled = new TreeMap<Integer, Ints>();
      for (long position : place.positions()) {
        if (graph.node(Place.node(position)) instanceof Node.Call(var network, _, _)) {
          var ends = networksCalled.computeIfAbsent(network, _ -> new Ints());
          ends.add(Place.node(position));
          ends.add(Place.count(position));
        }
      }
      var calls = new ArrayList<Place.Calling>();
      networksCalled.forEach((network, ends) ->
          calls.add(new Place.Calling(networks.get(network), resumed(place.network(), ends))));
      place.setCalls(calls);
    }
    return place.calls();
  }

  private Place resumed(Network network, Ints ends) {
    closure.begin(network.accept());
    for (int i = 0; i < ends.size(); i += 2) {
      if (graph.node(ends.get(i)) instanceof Node.Call(_, var target, _)) {
        closure.add(target, ends.get(i + 1));
      }
    }
    return place(network);
  }

  private Place union(Place left, Place right) {
    closure.begin(left.network().accept());
    for (long position : left.positions()) {
      closure.addPosition(position);
    }
    for (long position : right.positions()) {
      closure.addPosition(position);
    }
    return kept(
        new Place(left.network(), closure.positions(), left.done() || right.done(), generation));
  }

  private Place place(Network network) {
    var place = new Place(network, closure.positions(), closure.accepted(), generation);
    return place.open() || place.done() ? kept(place) : Place.NOWHERE;
  }

  private Place kept(Place place) {
    var known = places.putIfAbsent(place, place);
    return known == null ? place : known;
  }

  private synchronized int findOnly(State state) {
    int only = -1;
    for (var frame : readers(state)) {
      for (long position : frame.place().positions()) {
        if (graph.node(Place.node(position)) instanceof Node.Read(var edges)) {
          for (int i = 0; i < edges.length; i += 3) {
            if (edges[i] != edges[i + 1] || (only >= 0 && only != edges[i])) {
              return -1;
            }
            only = edges[i];
          }
        }
      }
    }
    return only;
  }
}
