package dev.millrace.gateway.call.repeat;

import dev.millrace.gateway.call.Client;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// Tells one client an answer, as fast as it is given and as the client reads. Used on the client's
/// loop only, but for [#wake] and [#behind].
final class Follower {
  private final Client client;
  private final Tape tape;
  private final boolean again;
  private final long after;
  private final Listener listener;
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean behind;
  private boolean begun;
  private boolean over;
  private long count;

  /// Hears what becomes of a follower.
  interface Listener {
    /// The client reads again.
    void caughtUp();

    /// The client has gone before the end.
    void left();
  }

  /// Who is told, from where on.
  ///
  /// @param again whether somebody else is, or was, told the same
  /// @param after the number of the last event of a stream that is left out; 0 for none
  record Reader(Client client, boolean again, long after) {}

  Follower(Tape tape, Reader reader, Listener listener) {
    this.client = reader.client();
    this.tape = tape;
    this.again = reader.again();
    this.after = reader.after();
    this.listener = listener;
  }

  void start() {
    client.whenCaughtUp(this::caughtUp);
    client.whenGone(this::gone);
    tell();
  }

  /// There may be something new. Any thread may call.
  void wake() {
    if (client.loop().inside()) {
      tell();
    } else if (woken.compareAndSet(false, true)) {
      client
          .loop()
          .run(() -> {
            woken.set(false);
            tell();
          });
    }
  }

  /// Whether the client has more to read than it likes. Any thread may call.
  boolean behind() {
    return behind;
  }

  private void caughtUp() {
    behind = false;
    tell();
    if (!behind && !over) {
      listener.caughtUp();
    }
  }

  private void gone() {
    if (!over) {
      over = true;
      tape.leave(this);
      listener.left();
    }
  }

  private void tell() {
    boolean more = !over && begin();
    while (more && !over) {
      behind = client.behind();
      more = !behind && step();
    }
  }

  private boolean begin() {
    if (!begun && tape.head().isPresent()) {
      var head = tape.head().get();
      begun = true;
      count = head.streams() ? after : 0;
      client.begin(head.status(), again ? marked(head.headers()) : head.headers());
    }
    if (!begun && tape.over()) {
      finish(false);
    }
    return begun;
  }

  private static Map<String, String> marked(Map<String, String> headers) {
    var all = new LinkedHashMap<>(headers);
    all.put("idempotent-replayed", "true");
    return all;
  }

  private boolean step() {
    return switch (tape.after(count)) {
      case Tape.Step.Piece(var bytes) -> {
        count++;
        client.write(bytes);
        yield true;
      }
      case Tape.Step.Ended(var well) -> finish(well);
      case Tape.Step.Lost() -> finish(false);
      case Tape.Step.Waiting() -> false;
    };
  }

  private boolean finish(boolean well) {
    over = true;
    tape.leave(this);
    if (well) {
      client.end();
    } else {
      client.abort();
    }
    return false;
  }
}
