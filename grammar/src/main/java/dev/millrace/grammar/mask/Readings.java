package dev.millrace.grammar.mask;

import dev.millrace.grammar.automaton.Automaton;
import dev.millrace.grammar.automaton.Frame;
import dev.millrace.grammar.automaton.Place;
import dev.millrace.grammar.automaton.State;
import java.util.Arrays;

/// Finds the tokens that may come next, by what is known of the places a text is in.
///
/// What tokens a place lets pass does not depend on what called its network, up to where the
/// network is done. So the vocabulary is read once from every place; of tokens that go on behind
/// the end of the network the rests are kept, and read from the places that may follow, once again
/// each. A stack is then as quick as its few top frames. And because networks of one shape are the
/// same in all languages, a string is read once for all schemas.
///
/// Not thread-safe.
public final class Readings {
  /// Bytes of what is kept.
  private static final long MOST_BYTES = 64L << 20;

  /// Places known by sight, which holds on to their automata.
  private static final int MOST_PLACES = 1 << 13;

  /// Frames looked at for one mask; a stack with more is read as a whole.
  private static final int MOST_FRAMES = 256;

  private final Trie trie;
  private final Frontier all;
  private final Walk walk;
  private long bytes;
  private int places;
  private int frames;
  private long enough;

  /// Nothing is known yet.
  ///
  /// @param tokens how many there are
  public Readings(Trie trie, int tokens) {
    this.trie = trie;
    this.all = Frontier.of(trie, trie.tops());
    this.walk = new Walk(trie, tokens);
  }

  /// Tells which tokens may come next.
  ///
  /// @param into overwritten, 64 tokens to a word
  /// @param work that the automaton may do, see [Automaton#work]
  /// @throws dev.millrace.grammar.InvalidConstraint if it would take more
  public void allowed(Automaton automaton, State state, long[] into, long work) {
    walk.limit(automaton.work() + work);
    Arrays.fill(into, 0);
    frames = 0;
    enough = walk.visited() + 2L * trie.size();
    for (int i = 0; i < state.frames().size(); i++) {
      read(automaton, all, state.frames().get(i), into);
    }
    if (tooMuch()) {
      Arrays.fill(into, 0);
      walk.read(automaton, all, state, true).addTo(into);
    }
  }

  private void read(Automaton automaton, Frontier frontier, Frame frame, long[] into) {
    frames++;
    if (tooMuch()) {
      return;
    }
    var below = frame.below();
    var reading = reading(automaton, frontier, frame.place(), !below.open());
    reading.addTo(into);
    if (!reading.rest().isEmpty()) {
      for (int i = 0; i < below.frames().size(); i++) {
        read(automaton, reading.rest(), below.frames().get(i), into);
      }
    }
  }

  /// Whether reading the state as a whole takes less: it visits each node no more than once.
  private boolean tooMuch() {
    return frames > MOST_FRAMES || walk.visited() > enough;
  }

  private Reading reading(Automaton automaton, Frontier frontier, Place place, boolean last) {
    var known = frontier.known(last).get(place);
    return known == null ? find(automaton, frontier, place, last) : known;
  }

  private Reading find(Automaton automaton, Frontier frontier, Place place, boolean last) {
    makeRoom();
    var signature = automaton.signature(place, trie.longest() + 1);
    var sign = new Frontier.Sign(place.network().shape(), signature, last);
    var alike = frontier.alike().get(sign);
    if (alike == null) {
      alike = walk.read(automaton, frontier, automaton.alone(place), last);
      frontier.alike().put(sign, alike);
      bytes += alike.bytes();
    }
    frontier.known(last).put(place, alike);
    places++;
    return alike;
  }

  /// Whoever is just being read goes on with what it holds.
  private void makeRoom() {
    if (bytes > MOST_BYTES || places > MOST_PLACES) {
      all.known(true).clear();
      all.known(false).clear();
      all.alike().clear();
      bytes = 0;
      places = 0;
    }
  }
}
