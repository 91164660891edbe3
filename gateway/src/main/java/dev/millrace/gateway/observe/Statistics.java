package dev.millrace.gateway.observe;

import dev.millrace.llm.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What accounts have done, in memory: sums for every five minutes of the last 45 days, and the
/// latest requests one by one. Thread-safe.
public final class Statistics implements Observer {
  /// The length of time that one sum stands for.
  public static final Duration STEP = Duration.ofMinutes(5);

  private static final Duration KEPT = Duration.ofDays(45);
  private static final int MOST_ROWS = 20_000;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_MESSAGE = 500;

  private final InstantSource clock;
  private final Map<String, TreeMap<Instant, Map<String, Sums>>> sums = new HashMap<>();
  private final Deque<Row> rows = new ArrayDeque<>();
  private long count;

  public Statistics(InstantSource clock) {
    this.clock = clock;
  }

  /// What one model came to in the five minutes from `at` on.
  ///
  /// @param model its id; empty for requests that named none of ours
  public record Sum(Instant at, String model, Sums sums) {}

  @Override
  public synchronized void finished(Finished call) {
    long nanos = call.outcome().charged() ? call.price().nanos() : 0;
    add(call.origin(), call.model(), Sums.of(call.status(), call.usage(), nanos));
    add(
        new Row(
            count++,
            clipped(call.origin()),
            Optional.of(call.model()),
            call.status(),
            call.usage(),
            call.first(),
            call.took(),
            call.trouble().map(trouble -> clipped(call.origin(), trouble))));
  }

  @Override
  public synchronized void rejected(Rejected request) {
    var none = new Usage(0, 0, 0, 0, Usage.Origin.EXACT);
    add(request.origin(), "", Sums.of(request.status(), none, 0));
    add(
        new Row(
            count++,
            clipped(request.origin()),
            Optional.empty(),
            request.status(),
            none,
            Optional.empty(),
            Duration.ZERO,
            Optional.of(clipped(request.origin(), request.trouble()))));
  }

  /// The sums of an account, oldest first.
  ///
  /// @param from brought down to the beginning of its five minutes
  /// @param until not included
  public synchronized List<Sum> sums(String account, Instant from, Instant until) {
    var found = new ArrayList<Sum>();
    sums.getOrDefault(account, new TreeMap<>())
        .subMap(begin(from), true, until, false)
        .forEach(
            (at, models) -> models.forEach((model, sum) -> found.add(new Sum(at, model, sum))));
    return found;
  }

  /// The latest requests of an account, newest first.
  public synchronized List<Row> latest(String account, Predicate<Row> wanted, int most) {
    var found = new ArrayList<Row>();
    var newest = rows.descendingIterator();
    while (newest.hasNext() && found.size() < most) {
      Row row = newest.next();
      if (row.origin().account().equals(account) && wanted.test(row)) {
        found.add(row);
      }
    }
    return found;
  }

  private void add(Origin origin, String model, Sums one) {
    var own = sums.computeIfAbsent(origin.account(), _ -> new TreeMap<>());
    own.computeIfAbsent(begin(origin.at()), _ -> new HashMap<>()).merge(model, one, Sums::plus);
    own.headMap(clock.instant().minus(KEPT)).clear();
  }

  private void add(Row row) {
    rows.add(row);
    if (rows.size() > MOST_ROWS) {
      rows.remove();
    }
  }

  private static Instant begin(Instant at) {
    long step = STEP.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), step) * step);
  }

  private static Origin clipped(Origin origin) {
    return new Origin(
        origin.id(),
        origin.at(),
        origin.account(),
        clipped(origin.host(), LONGEST_NAME),
        clipped(origin.asked(), LONGEST_NAME),
        origin.stream(),
        origin.zeroRetention(),
        Map.of());
  }

  private static Trouble clipped(Origin origin, Trouble trouble) {
    String message = origin.zeroRetention() ? "" : clipped(trouble.message(), LONGEST_MESSAGE);
    return new Trouble(trouble.code(), message);
  }

  private static String clipped(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}
