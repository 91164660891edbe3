package dev.millrace.gateway.call.repeat;

import dev.millrace.gateway.call.Client;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The answers that may be told again: those under way, and of those that have ended the latest.
/// Thread-safe.
final class Shelf {
  private final Repeats.Limits limits;
  private final InstantSource clock;
  private final Map<String, Entry> running = new HashMap<>();
  private final Map<String, Entry> ended = new LinkedHashMap<>(); // the oldest first
  private long bytes;

  Shelf(Repeats.Limits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  private record Entry(String fingerprint, Tape tape, Scribe scribe, Instant until) {}

  /// What somebody gets.
  ///
  /// @param follower who tells the client
  /// @param scribe for the call that must be made; nothing if it was made before
  record Claim(Follower follower, Optional<Scribe> scribe) {}

  /// Joins the answer of a slot, or begins it.
  ///
  /// @param slot whose request it is, where it came, and under which key
  /// @throws Refused if it cannot be told, or was asked for with other words
  synchronized Claim claim(String slot, Wish wish, Client client) {
    prune();
    var entry =
        Optional.ofNullable(running.get(slot)).or(() -> Optional.ofNullable(ended.get(slot)));
    if (entry.isPresent()) {
      check(entry.get(), wish);
      var reader = new Follower.Reader(client, true, wish.after());
      var follower = follow(slot, entry.get(), reader);
      entry.get().scribe().caughtUp(); // the others may all be behind
      return new Claim(follower, Optional.empty());
    }
    if (wish.after() > 0) {
      throw conflict(
          "nothing is kept under this Idempotency-Key; leave Last-Event-ID out to ask anew");
    }
    return begin(slot, wish, client);
  }

  private static void check(Entry entry, Wish wish) {
    if (!entry.fingerprint().equals(wish.fingerprint())) {
      throw new Refused(
          new Failure.KeyTaken(
              "this Idempotency-Key was used for another request; take a new one"));
    }
    if (wish.after() > entry.tape().told()) {
      throw Wish.refused("last-event-id", "is the id of no event of this answer");
    }
    if (wish.after() < entry.tape().forgotten()) {
      throw conflict("the answer is too long to be told again from there");
    }
  }

  private static Refused conflict(String why) {
    return new Refused(new Failure.Conflict(why));
  }

  private Claim begin(String slot, Wish wish, Client client) {
    var tape = new Tape(limits.longest());
    var scribe =
        new Scribe(client.loop(), tape, again -> finish(slot, tape, again && !wish.forgetful()));
    var entry = new Entry(wish.fingerprint(), tape, scribe, Instant.MAX);
    running.put(slot, entry);
    return new Claim(
        follow(slot, entry, new Follower.Reader(client, false, 0)), Optional.of(scribe));
  }

  private Follower follow(String slot, Entry entry, Follower.Reader reader) {
    var listener =
        new Follower.Listener() {
          @Override
          public void caughtUp() {
            entry.scribe().caughtUp();
          }

          @Override
          public void left() {
            leave(slot, entry);
          }
        };
    var follower = new Follower(entry.tape(), reader, listener);
    entry.tape().follow(follower);
    return follower;
  }

  /// An answer that nobody wants any more goes on for a while: somebody may come back.
  private void leave(String slot, Entry entry) {
    var scribe = entry.scribe();
    scribe.caughtUp(); // the last who was behind may have left
    if (entry.tape().alone() && !entry.tape().over()) {
      scribe
          .loop()
          .after(
              limits.grace(),
              () -> {
                if (abandon(slot, entry.tape())) {
                  scribe.go();
                }
              });
    }
  }

  /// False if somebody has come back.
  private synchronized boolean abandon(String slot, Tape tape) {
    boolean wanted = !tape.alone() || tape.over();
    if (!wanted) {
      forget(slot, tape);
    }
    return !wanted;
  }

  /// The call of a tape could not be made.
  synchronized void forget(String slot, Tape tape) {
    running.computeIfPresent(slot, (_, entry) -> entry.tape() == tape ? null : entry);
  }

  private synchronized void finish(String slot, Tape tape, boolean again) {
    Entry entry = running.get(slot);
    if (entry == null || entry.tape() != tape) {
      return;
    }
    running.remove(slot);
    if (again) {
      var until = clock.instant().plus(limits.lifetime());
      ended.put(slot, new Entry(entry.fingerprint(), tape, entry.scribe(), until));
      bytes += weight(tape);
      prune();
    }
  }

  /// What is too old goes, and the oldest of what is too much.
  private void prune() {
    var now = clock.instant();
    Iterator<Entry> all = ended.values().iterator();
    while (all.hasNext()) {
      var oldest = all.next();
      if (bytes <= limits.most() && now.isBefore(oldest.until())) {
        return;
      }
      bytes -= weight(oldest.tape());
      all.remove();
    }
  }

  /// Names and lists take their part.
  private static long weight(Tape tape) {
    return tape.size() + 1_000;
  }
}
