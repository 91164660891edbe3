package dev.millrace.gateway.vault;

import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/// Turns of models whose thoughts clients may forget although the models want them back: each is kept
/// for its account alone, under what the client saw of it, encrypted, for a time, in memory. The
/// longest unused goes first where there is no room. Any number of threads may use it.
public final class Vault {
  /// What an entry takes beside its bytes, roughly.
  private static final int OVERHEAD = 256;

  private final Limits limits;
  private final InstantSource clock;
  private final Safe safe = new Safe();
  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Share> shares = new HashMap<>();
  private long bytes;

  public Vault(Limits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /// How much is kept.
  ///
  /// @param lifetime of a turn since it was kept
  /// @param bytes of all accounts together
  /// @param share of them that one account may take, in bytes
  public record Limits(Duration lifetime, long bytes, long share) {
    /// An hour, 64 MiB, and an eighth of that for one account.
    public static Limits usual() {
      return new Limits(Duration.ofHours(1), 64L << 20, 8L << 20);
    }
  }

  /// What one account has, the oldest first.
  private static final class Share {
    private final SequencedSet<String> labels = new LinkedHashSet<>();
    private long bytes;
  }

  private record Entry(String owner, byte[] hidden, Instant end) {
    long size() {
      return hidden.length + (long) OVERHEAD;
    }
  }

  /// Keeps a turn, unless there is nothing in it that its client could forget.
  ///
  /// @param before the conversation that it follows on
  public void keep(String account, Memory memory, List<Message> before) {
    if (!memory.isWorthKeeping()) {
      return;
    }
    String label = safe.label(account, Visible.of(memory.parts(), before).text());
    String owner = safe.label(account, "");
    byte[] hidden = safe.hide(label, Script.write(memory));
    keep(label, new Entry(owner, hidden, clock.instant().plus(limits.lifetime())));
  }

  /// The turn that a client saw so much of.
  ///
  /// @param seen its visible parts
  /// @param before the conversation that it follows on
  public Optional<Memory> recall(String account, List<Part> seen, List<Message> before) {
    String label = safe.label(account, Visible.of(seen, before).text());
    return find(label).flatMap(hidden -> safe.show(label, hidden)).map(Script::read);
  }

  /// How many bytes are taken.
  public synchronized long size() {
    return bytes;
  }

  private synchronized void keep(String label, Entry entry) {
    remove(label);
    if (entry.size() > limits.share()) {
      return;
    }
    expire();
    entries.put(label, entry);
    bytes += entry.size();
    var share = shares.computeIfAbsent(entry.owner(), _ -> new Share());
    share.labels.add(label);
    share.bytes += entry.size();
    while (share.bytes > limits.share()) {
      remove(share.labels.getFirst());
    }
    while (bytes > limits.bytes()) {
      remove(entries.keySet().iterator().next());
    }
  }

  private synchronized Optional<byte[]> find(String label) {
    var entry = Optional.ofNullable(entries.get(label));
    if (entry.isPresent() && !entry.get().end().isAfter(clock.instant())) {
      remove(label);
      return Optional.empty();
    }
    return entry.map(Entry::hidden);
  }

  /// All that is too old, as far as it comes before what was used since.
  private void expire() {
    var now = clock.instant();
    while (!entries.isEmpty()) {
      var first = entries.entrySet().iterator().next();
      if (first.getValue().end().isAfter(now)) {
        return;
      }
      remove(first.getKey());
    }
  }

  private void remove(String label) {
    Optional.ofNullable(entries.remove(label)).ifPresent(gone -> forget(label, gone));
  }

  private void forget(String label, Entry gone) {
    bytes -= gone.size();
    shares.computeIfPresent(
        gone.owner(),
        (_, share) -> {
          share.labels.remove(label);
          share.bytes -= gone.size();
          return share.labels.isEmpty() ? null : share;
        });
  }

  /// All the bytes that are kept, for tests that look for what must not be in them.
  synchronized List<byte[]> raw() {
    return entries.values().stream().map(Entry::hidden).toList();
  }
}
