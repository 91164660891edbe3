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
  private final Network root;
  private final List<Network> byRank;
  private final ByteClasses classes;
  private final boolean mayBeEmpty;
  private final int most;
  private final Places places;
  private final Map<State, State> states = new HashMap<>();
  private final State end;
  private int generation;
  private long serial;
  private long work;

  /// @param networks by number; the first is the whole text
  /// @param mayBeEmpty whether the empty text is in the language
  /// @param most states are kept; when there are more, all are forgotten
  public Automaton(Graph graph, List<Network> networks, boolean mayBeEmpty, int most) {
    this.root = networks.getFirst();
    this.byRank = networks.stream().sorted(Comparator.comparingInt(Network::rank)).toList();
    this.classes = ByteClasses.of(graph);
    this.mayBeEmpty = mayBeEmpty;
    this.most = most;
    this.places = new Places(graph, List.copyOf(networks), classes);
    this.end = new State(List.of(), true, new State.Age(0, 0), classes.count());
  }

  /// What the empty text may become.
  public synchronized State initial() {
    var all = new Gathering();
    if (mayBeEmpty) {
      all.complete();
    }
    all.add(places.first(root), end);
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

  /// A sign of a place: places of networks of one shape that have the same sign, in whatever
  /// automata, read the same texts of no more than `horizon` bytes in the same way.
  public long[] signature(Place place, int horizon) {
    return places.signature(place, horizon);
  }

  /// How many plain characters can surely follow, whichever they are.
  ///
  /// @param within whether the text must not be able to end on the way
  /// @return [Integer#MAX_VALUE] for no end
  public int room(State state, boolean within) {
    if (!state.roomKnown(within)) {
      new Room(this, within).measure(state);
    }
    return state.room(within);
  }

  /// Whether after any plain characters that fill the room there is no place for another.
  public boolean isFull(State state, boolean within) {
    int room = room(state, within);
    if (!state.single(within)) {
      return false;
    }
    var full = state;
    for (int i = 0; i < room; i++) {
      full = step(full, ' ');
    }
    return !new Room(this, within).takesAny(full);
  }

  /// How many rounds loops have left of which one has led from a state to another, which differs
  /// in nothing else; 0 if it does, or if there is still something owing.
  int rounds(State from, State to) {
    return places.rounds(from.frames(), to.frames());
  }

  /// The bytes it tells apart.
  public ByteClasses classes() {
    return classes;
  }

  /// How many positions have been stepped from until now: what new texts have cost. A thread that
  /// steps sees its own steps.
  public long work() {
    return work;
  }

  /// How many states are kept.
  public synchronized int size() {
    return states.size();
  }

  private synchronized State look(State state, int type) {
    var all = new Gathering();
    var readers = readers(state);
    for (var frame : readers) {
      work += 1 + frame.place().positions().length;
      var place = places.step(frame.place(), type);
      if (!place.isNowhere()) {
        all.add(place, frame.below());
      }
    }
    work += all.positions();
    var next = state(all);
    if (next.isDead() || next.age().generation() == state.age().generation()) {
      settle(state, readers, type, next);
    }
    return next;
  }

  /// Neighbouring classes that lead every reader to the same place lead to the same state.
  private void settle(State state, List<Frame> readers, int type, State next) {
    int low = type;
    int high = type;
    while (low > 0 && alike(readers, type, low - 1)) {
      low--;
    }
    while (high + 1 < classes.count() && alike(readers, type, high + 1)) {
      high++;
    }
    for (int i = low; i <= high; i++) {
      state.setNext(i, next);
    }
  }

  private boolean alike(List<Frame> readers, int one, int other) {
    for (var frame : readers) {
      var next = frame.place().next(classes.count());
      if (!next[other].isKnown() || !next[one].is(next[other])) {
        return false;
      }
    }
    return true;
  }

  private State state(Gathering all) {
    var frames = all.joined(places::union);
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
    places.forget();
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
      var place = places.first(byRank.get(last.getKey()));
      var frame = new Frame(place, state(last.getValue()));
      readers.add(frame);
      call(frame, waiting);
    }
    state.setReaders(readers);
    return readers;
  }

  private void call(Frame frame, Map<Integer, Gathering> waiting) {
    for (var call : places.calls(frame.place())) {
      waiting
          .computeIfAbsent(call.network().rank(), _ -> new Gathering())
          .add(call.resumed(), frame.below());
    }
  }

  private synchronized int findOnly(State state) {
    return places.only(readers(state));
  }
}
