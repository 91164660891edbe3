package dev.millrace.gateway.call.repeat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One answer, as it is being sent or was: its head, and its pieces, of which only the latest are
/// kept where they are too long. The pieces of a stream have numbers, from 1, which are the ids of
/// its events. Thread-safe.
final class Tape {
  private final int longest;
  private final Set<Follower> followers = new LinkedHashSet<>();
  private final List<byte[]> pieces = new ArrayList<>();
  private Optional<Head> head = Optional.empty();
  private int first;
  private long told;
  private long size;
  private boolean numbered;
  private Ending ending = Ending.NONE;

  /// @param longest bytes that are kept of an answer; its last piece always is
  Tape(int longest) {
    this.longest = longest;
  }

  /// How an answer begins.
  record Head(int status, Map<String, String> headers) {
    Head {
      headers = Map.copyOf(headers);
    }

    /// Whether it is a stream of events.
    boolean streams() {
      return headers.getOrDefault("content-type", "").startsWith("text/event-stream");
    }
  }

  /// Whether and how an answer has ended.
  enum Ending {
    NONE,
    WELL,
    CUT
  }

  /// What comes next for somebody.
  sealed interface Step {
    /// A piece.
    record Piece(byte[] bytes) implements Step {}

    /// Nothing more.
    record Ended(boolean well) implements Step {}

    /// A piece that is not kept any more.
    record Lost() implements Step {}

    /// Nothing yet.
    record Waiting() implements Step {}
  }

  void begin(Head first) {
    synchronized (this) {
      head = Optional.of(first);
      numbered = first.streams();
    }
    wake();
  }

  void add(byte[] bytes) {
    synchronized (this) {
      told++;
      byte[] piece = numbered ? numbered(bytes, told) : bytes.clone();
      pieces.add(piece);
      size += piece.length;
      shrink();
    }
    wake();
  }

  private void shrink() {
    while (size > longest && pieces.size() - first > 1) {
      size -= pieces.get(first).length;
      first++;
    }
    if (first > pieces.size() / 2) {
      pieces.subList(0, first).clear();
      first = 0;
    }
  }

  /// Comments are no events, and have no id.
  private static byte[] numbered(byte[] bytes, long number) {
    if (bytes.length == 0 || bytes[0] == ':') {
      return bytes.clone();
    }
    byte[] id = ("id: " + number + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] piece = new byte[id.length + bytes.length];
    System.arraycopy(id, 0, piece, 0, id.length);
    System.arraycopy(bytes, 0, piece, id.length, bytes.length);
    return piece;
  }

  void end(Ending how) {
    synchronized (this) {
      ending = how;
    }
    wake();
  }

  /// Nothing while it has not begun.
  synchronized Optional<Head> head() {
    return head;
  }

  /// What comes after so many pieces.
  synchronized Step after(long count) {
    if (count < forgotten()) {
      return new Step.Lost();
    }
    if (count < told) {
      return new Step.Piece(pieces.get(first + (int) (count - forgotten())));
    }
    return ending == Ending.NONE ? new Step.Waiting() : new Step.Ended(ending == Ending.WELL);
  }

  /// How many pieces there were.
  synchronized long told() {
    return told;
  }

  /// How many of them, from the first, are not kept.
  synchronized long forgotten() {
    return told - (pieces.size() - first);
  }

  /// Bytes that are kept.
  synchronized long size() {
    return size;
  }

  synchronized boolean over() {
    return ending != Ending.NONE;
  }

  synchronized void follow(Follower follower) {
    followers.add(follower);
  }

  synchronized void leave(Follower follower) {
    followers.remove(follower);
  }

  /// Whether nobody follows.
  synchronized boolean alone() {
    return followers.isEmpty();
  }

  /// Whether all who follow have more to read than they like.
  synchronized boolean behind() {
    return !followers.isEmpty() && followers.stream().allMatch(Follower::behind);
  }

  private void wake() {
    List<Follower> all;
    synchronized (this) {
      all = List.copyOf(followers);
    }
    all.forEach(Follower::wake);
  }
}
