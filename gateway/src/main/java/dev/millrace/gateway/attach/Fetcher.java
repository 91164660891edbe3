package dev.millrace.gateway.attach;

import dev.millrace.gateway.attach.Carrier.Answer;
import dev.millrace.gateway.attach.Carrier.Errand;
import dev.millrace.gateway.attach.Guard.Checked;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Fetches what a link leads to, from the public internet alone: each host is resolved once, all of
/// its addresses are looked at, and one of these is what is connected to, at each redirect anew.
/// Blocks; used on virtual threads by many at once.
public final class Fetcher {
  private static final int REDIRECTS = 3;
  private static final int ADDRESSES = 3;
  private static final int AT_ONCE = 32;
  private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 303, 307, 308);

  private final Guard guard;
  private final Carrier carrier;
  private final Duration limit;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /// @param limit how long one link may take, redirects included
  public Fetcher(Policy policy, Resolver resolver, Carrier carrier, Duration limit) {
    this.guard = new Guard(policy, resolver);
    this.carrier = carrier;
    this.limit = limit;
  }

  /// The bytes that a link leads to.
  ///
  /// @param most how many there may be
  /// @throws Unfetched if they could not be had, or must not be
  public byte[] fetch(String link, long most) throws Unfetched {
    long end = System.nanoTime() + limit.toNanos();
    try {
      if (!places.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw late();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Unfetched("it was given up");
    }
    try {
      return new Journey(most, end).to(link);
    } finally {
      places.release();
    }
  }

  private Unfetched late() {
    return new Unfetched("it took longer than " + limit.toMillis() + " ms");
  }

  /// The way to the bytes of one link.
  private final class Journey {
    private final long most;
    private final long end;

    Journey(long most, long end) {
      this.most = most;
      this.end = end;
    }

    byte[] to(String link) throws Unfetched {
      String next = link;
      for (int hop = 0; hop <= REDIRECTS; hop++) {
        try {
          var checked = check(next);
          var answer = answer(checked);
          if (!ELSEWHERE.contains(answer.status())) {
            return body(answer);
          }
          next = further(checked.url(), answer);
        } catch (Unfetched why) {
          throw hop == 0 ? why : new Unfetched("it redirects, and there: " + why.why());
        }
      }
      throw new Unfetched("it redirects more than " + REDIRECTS + " times");
    }

    /// A name server may keep us waiting for longer than we have time.
    private Checked check(String link) throws Unfetched {
      var checked = new CompletableFuture<Checked>();
      Thread.ofVirtual()
          .name("guard")
          .start(() -> {
            try {
              checked.complete(guard.check(link));
            } catch (Unfetched | RuntimeException e) {
              checked.completeExceptionally(e);
            }
          });
      try {
        return checked.get(left().toNanos(), TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Unfetched why) {
          throw why;
        }
        throw new IllegalStateException(e.getCause());
      } catch (TimeoutException _) {
        throw late();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new Unfetched("it was given up");
      }
    }

    private Answer answer(Checked checked) throws Unfetched {
      int tries = Math.min(checked.addresses().size(), ADDRESSES);
      for (InetAddress address : checked.addresses().subList(0, tries)) {
        try {
          return carrier.get(new Errand(checked.url(), address, most, left()));
        } catch (ConnectException _) {
          // the next address may do
        } catch (SocketTimeoutException _) {
          throw late();
        } catch (Carrier.TooLarge _) {
          throw new Unfetched("it has more than " + most + " bytes, which is the most allowed");
        } catch (IOException _) {
          throw new Unfetched("the connection to its host failed");
        }
      }
      throw new Unfetched("its host cannot be reached");
    }

    private byte[] body(Answer answer) throws Unfetched {
      if (answer.status() != 200) {
        throw new Unfetched("its host answered with status " + answer.status());
      }
      var coding = answer.headers().getOrDefault("content-encoding", "identity");
      if (!coding.toLowerCase(Locale.ROOT).equals("identity")) {
        throw new Unfetched("its host sent it compressed, which we did not ask for");
      }
      return answer.body();
    }

    private static String further(URI from, Answer answer) throws Unfetched {
      try {
        return Optional.ofNullable(answer.headers().get("location"))
            .map(from::resolve)
            .map(URI::toString)
            .orElseThrow(() -> new Unfetched("it redirects without saying where to"));
      } catch (IllegalArgumentException _) {
        throw new Unfetched("it redirects to something that is not a valid URL");
      }
    }

    private Duration left() throws Unfetched {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw late();
      }
      return Duration.ofNanos(left);
    }
  }
}
