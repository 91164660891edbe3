package dev.millrace.bench.gateway;

import dev.millrace.bench.load.Ask;
import dev.millrace.bench.load.Load;
import dev.millrace.bench.load.Plan;
import dev.millrace.bench.load.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Measures many streams that a provider paces, all at once: how late events come, beside the provider
/// asked directly and nginx as a bare proxy, and what it takes. Provider, subject and load share the
/// processors. Prints a table.
public final class PacedBench {
  private static final String MODEL = "events=64,every=20ms";
  private static final List<Integer> STREAMS = List.of(250, 500, 1_000, 2_000);
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final double PACE_MILLIS = 20;

  private PacedBench() {}

  private record Run(Tally tally, Duration cpu, long memory) {}

  /// Runs in the root of the repository.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var nginx = Nginx.program();
    var subjects = new ArrayList<Subject>();
    try (var upstream = Upstream.start()) {
      subjects.add(upstream.subject());
      if (nginx.isPresent()) {
        subjects.add(Nginx.start(nginx.get(), upstream.site()));
      }
      subjects.add(Millrace.start(upstream.site(), List.of(MODEL)));
      for (var subject : subjects) {
        subject.awaitAnswer(MODEL);
      }
      System.out.printf(
          "make bench-paced%n%d processors for provider, subject and load together, Java %s. Streams of"
              + " 64 words, one every 20 ms.%n",
          Runtime.getRuntime().availableProcessors(), Runtime.version());
      for (int streams : STREAMS) {
        System.out.printf(Locale.ROOT, "%n%,d streams at once%n", streams);
        for (var subject : subjects) {
          run(subject, streams); // warms it up
          print(subject, run(subject, streams));
        }
      }
    } finally {
      subjects.forEach(Subject::close);
    }
  }

  private static Run run(Subject subject, int streams) throws IOException, InterruptedException {
    System.err.printf("%d streams, %s%n", streams, subject.name());
    var before = subject.cpu();
    var load = CompletableFuture.supplyAsync(() -> load(subject, streams));
    long peak = 0;
    while (!load.isDone()) {
      peak = Math.max(peak, subject.memory());
      TimeUnit.MILLISECONDS.sleep(500);
    }
    return new Run(load.join(), subject.cpu().minus(before), peak);
  }

  private static Tally load(Subject subject, int streams) {
    try {
      var ask = Ask.chat(subject.port(), subject.key(), MODEL, true);
      return Load.run(ask, Plan.closed(streams, 3L * streams, LONGEST));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(Subject subject, Run run) {
    var tally = run.tally();
    System.out.printf(
        Locale.ROOT,
        "  %-16s failed %d; ms from event to event: median %.1f, p99 %.1f (%+.1f over the pace);"
            + " CPU per event %.1f us, of both processors %.0f %%; %d MB%n",
        subject.name(),
        tally.failed(),
        millis(tally, 0.5),
        millis(tally, 0.99),
        millis(tally, 0.99) - PACE_MILLIS,
        run.cpu().toNanos() / 1e3 / tally.events(),
        100.0 * run.cpu().toNanos() / tally.elapsed().toNanos() / 2,
        run.memory() / 1_000_000);
  }

  private static double millis(Tally tally, double share) {
    return tally.gaps().quantile(share).toNanos() / 1e6;
  }
}
