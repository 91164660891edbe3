package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.openai.responses.Transcript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps responses in memory, until there are too many: then the oldest goes of the account that
/// takes the most. A restart forgets them all.
public final class MemoryArchive implements Archive {
  private final int most;
  private final long bytes;
  private final Map<String, Shelf> shelves = new HashMap<>();
  private int count;
  private long size;

  /// @param most responses
  /// @param bytes that they take together, about
  public MemoryArchive(int most, long bytes) {
    this.most = most;
    this.bytes = bytes;
  }

  /// Ten thousand, in 256 MiB.
  public static MemoryArchive usual() {
    return new MemoryArchive(10_000, 256L << 20);
  }

  /// The responses of one account, the oldest first.
  private static final class Shelf {
    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private long size;

    long size() {
      return size;
    }

    Optional<Transcript> oldestOver() {
      return kept.values().stream().map(Kept::transcript).filter(Transcript::over).findFirst();
    }
  }

  private record Kept(Transcript transcript, long size) {}

  @Override
  public synchronized void keep(String account, Transcript transcript) {
    put(account, transcript);
    shrink();
  }

  @Override
  public synchronized void over(String account, Transcript transcript) {
    if (find(account, transcript.id()).isPresent()) {
      put(account, transcript);
      shrink();
    }
  }

  @Override
  public synchronized Optional<Transcript> find(String account, String id) {
    return Optional.ofNullable(shelves.get(account))
        .map(shelf -> shelf.kept.get(id))
        .map(Kept::transcript);
  }

  @Override
  public synchronized List<Transcript> all(String account) {
    var all = new ArrayList<Transcript>();
    Optional.ofNullable(shelves.get(account))
        .ifPresent(shelf -> shelf.kept.values().forEach(kept -> all.add(kept.transcript())));
    return all.reversed();
  }

  @Override
  public synchronized boolean remove(String account, String id) {
    Shelf shelf = shelves.get(account);
    if (shelf == null) {
      return false;
    }
    Kept kept = shelf.kept.remove(id);
    if (kept == null) {
      return false;
    }
    weigh(shelf, -1, -kept.size());
    if (shelf.kept.isEmpty()) {
      shelves.remove(account);
    }
    return true;
  }

  private void put(String account, Transcript transcript) {
    var shelf = shelves.computeIfAbsent(account, _ -> new Shelf());
    var now = new Kept(transcript, transcript.size());
    Kept before = shelf.kept.put(transcript.id(), now);
    weigh(shelf, before == null ? 1 : 0, now.size() - (before == null ? 0 : before.size()));
  }

  private void weigh(Shelf shelf, int more, long heavier) {
    count += more;
    size += heavier;
    shelf.size += heavier;
  }

  /// What is still being given stays, whatever it takes.
  private void shrink() {
    while (count > most || size > bytes) {
      var largest =
          shelves.entrySet().stream()
              .filter(shelf -> shelf.getValue().oldestOver().isPresent())
              .max(Comparator.comparingLong(shelf -> shelf.getValue().size()));
      if (largest.isEmpty()) {
        return;
      }
      largest
          .get()
          .getValue()
          .oldestOver()
          .ifPresent(oldest -> remove(largest.get().getKey(), oldest.id()));
    }
  }
}
