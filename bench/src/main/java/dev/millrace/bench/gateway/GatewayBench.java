package dev.millrace.bench.gateway;

import dev.millrace.bench.load.Load;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Measures what the gateway costs in front of a scripted upstream, beside nginx as a bare proxy:
/// the same loads, one subject after the other, round after round. Prints a table.
public final class GatewayBench {
  private static final int WARM_UPS = 3;

  private final List<Subject> subjects;
  private final Map<Workload, Map<Subject, List<Sample>>> samples = new LinkedHashMap<>();

  private GatewayBench(List<Subject> subjects) {
    this.subjects = subjects;
  }

  /// Takes the number of rounds, 7 if it is not said. Runs in the root of the repository.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length == 0 ? 7 : Integer.parseInt(arguments[0]);
    try (var upstream = Upstream.start()) {
      measure(upstream.site(), rounds);
    }
  }

  private static void measure(Site site, int rounds) throws IOException, InterruptedException {
    var subjects = new ArrayList<Subject>();
    var nginx = Nginx.program();
    try {
      subjects.add(Millrace.start(site, Workload.models()));
      if (nginx.isPresent()) {
        subjects.add(Nginx.start(nginx.get(), site));
      }
      for (var subject : subjects) {
        subject.awaitAnswer(Workload.SHORT.model());
      }
      var bench = new GatewayBench(subjects);
      bench.run(rounds);
      var report = new Report(subjects, bench.samples, bench.memory());
      report.print(rounds, nginx.isPresent() ? Nginx.version(nginx.get()) : "no nginx");
    } finally {
      subjects.forEach(Subject::close);
    }
  }

  private void run(int rounds) throws IOException {
    for (int round = -WARM_UPS; round < rounds; round++) {
      System.err.printf("round %d of %d%n", round + 1, rounds);
      for (var workload : Workload.MEASURED) {
        for (var subject : subjects) {
          var sample = workload.run(subject);
          if (round >= 0) {
            samples
                .computeIfAbsent(workload, _ -> new LinkedHashMap<>())
                .computeIfAbsent(subject, _ -> new ArrayList<>())
                .add(sample);
          }
        }
      }
    }
  }

  private Map<Subject, Long> memory() throws IOException, InterruptedException {
    var peaks = new LinkedHashMap<Subject, Long>();
    for (var subject : subjects) {
      System.err.printf("memory of %s%n", subject.name());
      peaks.put(subject, peak(subject));
    }
    return peaks;
  }

  private static long peak(Subject subject) throws IOException, InterruptedException {
    var streams = CompletableFuture.supplyAsync(() -> many(subject));
    long peak = 0;
    while (!streams.isDone()) {
      peak = Math.max(peak, subject.memory());
      TimeUnit.MILLISECONDS.sleep(500);
    }
    if (streams.join() > 0) {
      throw new IOException(subject.name() + ": " + streams.join() + " of the many streams failed");
    }
    return peak;
  }

  private static long many(Subject subject) {
    try {
      return Load.run(Workload.MANY.ask(subject), Workload.MANY.plan()).failed();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
