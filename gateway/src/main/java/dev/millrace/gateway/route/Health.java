package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// How the deployments of a house are doing, as seen by those who ask them. One for the house; a
/// deployment that two models share is one. Thread-safe.
public final class Health implements Load {
  private static final Duration LONGEST_REST = Duration.ofMinutes(10); // whatever it asks for

  private final LongSupplier nanos;
  private final Consumer<String> told;
  private final Map<Key, State> states = new ConcurrentHashMap<>();

  private record Key(String provider, String model) {}

  /// @param nanos tells the time, in nanoseconds from anywhere
  /// @param told hears, for people, when a deployment is given up for now and when it is back
  public Health(LongSupplier nanos, Consumer<String> told) {
    this.nanos = nanos;
    this.told = told;
  }

  /// By the machine's clock; what is told goes to the log `millrace.health`.
  public static Health system() {
    var log = System.getLogger("millrace.health");
    return new Health(System::nanoTime, line -> log.log(System.Logger.Level.WARNING, line));
  }

  /// How an attempt ended, as far as it shows how the deployment is doing.
  public enum Ending {
    /// It answered, were it that the request was wrong.
    GOOD,
    /// It failed where it should not have.
    BAD,
    /// Nobody waited for it.
    UNTOLD
  }

  /// Whether a request should go there: it does not fail over and over, and has not asked to be left
  /// alone for now.
  @Override
  public boolean usable(Model.Deployment deployment) {
    var state = state(deployment);
    synchronized (state) {
      long now = nanos.getAsLong();
      return now - state.restsUntil >= 0 && state.breaker.lets(now);
    }
  }

  /// How many requests are under way there.
  @Override
  public int outstanding(Model.Deployment deployment) {
    var state = state(deployment);
    synchronized (state) {
      return state.outstanding;
    }
  }

  /// How long the first word of an answer takes there, in nanoseconds: at once as long as the
  /// longest, then falling to what is usual ("peak EWMA"). Zero where nothing is known, or nothing
  /// has been heard for long.
  @Override
  public double latency(Model.Deployment deployment) {
    var state = state(deployment);
    synchronized (state) {
      return state.pace.at(nanos.getAsLong());
    }
  }

  /// How long 95 of 100 answers take there to their first word; absent until enough were seen.
  public Optional<Duration> p95(Model.Deployment deployment) {
    var state = state(deployment);
    synchronized (state) {
      return state.waits.p95();
    }
  }

  /// An attempt goes there. Its end must be told.
  Visit begin(Model.Deployment deployment) {
    var state = state(deployment);
    synchronized (state) {
      long now = nanos.getAsLong();
      state.outstanding++;
      return new Visit(deployment, state, now, state.breaker.goes(now));
    }
  }

  /// The deployment wants to be left alone for so long.
  void rest(Model.Deployment deployment, Duration time) {
    var state = state(deployment);
    synchronized (state) {
      long until = nanos.getAsLong() + Math.min(time.toNanos(), LONGEST_REST.toNanos());
      state.restsUntil = until - state.restsUntil > 0 ? until : state.restsUntil;
    }
  }

  private State state(Model.Deployment deployment) {
    var key = new Key(deployment.provider(), deployment.model());
    return states.computeIfAbsent(key, _ -> new State(nanos.getAsLong()));
  }

  /// One attempt under way at a deployment.
  final class Visit {
    private final Model.Deployment deployment;
    private final State state;
    private final long began;
    private final boolean probe;
    private boolean answered;
    private boolean over;

    private Visit(Model.Deployment deployment, State state, long began, boolean probe) {
      this.deployment = deployment;
      this.state = state;
      this.began = began;
      this.probe = probe;
    }

    /// The first word has come. Does nothing the second time.
    void answered() {
      synchronized (state) {
        if (!answered && !over) {
          answered = true;
          long now = nanos.getAsLong();
          state.waits.add(now - began);
          state.pace.add(now, now - began);
        }
      }
    }

    /// It is over. Does nothing the second time.
    void ended(Ending how) {
      synchronized (state) {
        if (over) {
          return;
        }
        over = true;
        state.outstanding--;
        boolean before = state.breaker.open();
        count(how);
        if (state.breaker.open() != before) {
          tell(before);
        }
      }
    }

    private void count(Ending how) {
      long now = nanos.getAsLong();
      switch (how) {
        case GOOD -> state.breaker.good(now);
        case BAD -> {
          if (!answered) {
            state.pace.add(now, now - began);
          }
          state.breaker.bad(now, probe);
        }
        case UNTOLD -> {
          if (probe && !answered) {
            state.breaker.untold();
          } else if (probe) {
            state.breaker.good(now);
          }
        }
      }
    }

    private void tell(boolean before) {
      String where = deployment.model() + " at " + deployment.provider();
      told.accept(
          before
              ? where + " answers again"
              : where + " fails over and over; others are asked until it answers a probe");
    }
  }

  private static final class State {
    private final Breaker breaker;
    private final Waits waits = new Waits();
    private final Pace pace = new Pace();
    private long restsUntil;
    private int outstanding;

    State(long now) {
      breaker = new Breaker(now);
      restsUntil = now;
    }
  }

  /// A peak EWMA (as of Finagle's load balancer): up at once, down by and by.
  private static final class Pace {
    private static final double FADES = Duration.ofSeconds(10).toNanos();

    private double value;
    private long at;

    void add(long now, long wait) {
      double left = at(now);
      double share = Math.exp(-(now - at) / FADES);
      value = wait > left ? wait : value * share + wait * (1 - share);
      at = now;
    }

    double at(long now) {
      return value * Math.exp(-Math.max(0, now - at) / FADES);
    }
  }
}
