package dev.millrace.bench.start;

import dev.millrace.bench.gateway.Folders;
import dev.millrace.bench.gateway.Launcher;
import dev.millrace.bench.gateway.Median;
import dev.millrace.bench.gateway.Nginx;
import dev.millrace.bench.gateway.Subject;
import dev.millrace.bench.load.Ask;
import dev.millrace.bench.load.Load;
import dev.millrace.bench.load.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Measures how long it takes from the launch of `./millrace serve` to the first answered chat
/// completion of the bundled model, with and without the JDK's AOT cache. Prints a table.
public final class StartBench {
  private static final String QUESTION =
      """
      {"model":"millrace-mini","temperature":0,\
      "messages":[{"role":"user","content":"What is the capital of Norway?"}]}\
      """;
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final List<Variant> VARIANTS =
      List.of(
          new Variant(true, true),
          new Variant(false, true),
          new Variant(true, false),
          new Variant(false, false));

  private final Path root;
  private final Path folder;

  private StartBench(Path root, Path folder) {
    this.root = root;
    this.folder = folder;
  }

  private record Start(double millis, double cpuMillis, double megabytes) {}

  /// Takes the number of rounds, 9 if it is not said. Runs in the root of the repository.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length == 0 ? 9 : Integer.parseInt(arguments[0]);
    var folder = Files.createTempDirectory("millrace-bench");
    try {
      print(rounds, new StartBench(Path.of(""), folder).run(rounds));
    } finally {
      Folders.delete(folder);
    }
  }

  // The first start builds, makes the cache and fills the data folder; it is not counted.
  private Map<Variant, List<Start>> run(int rounds) throws IOException, InterruptedException {
    start(new Variant(false, true), 0);
    start(new Variant(false, true), 0);
    var starts = new LinkedHashMap<Variant, List<Start>>();
    for (int round = 1; round <= rounds; round++) {
      System.err.printf("round %d of %d%n", round, rounds);
      for (var variant : VARIANTS) {
        starts.computeIfAbsent(variant, _ -> new ArrayList<>()).add(start(variant, round));
      }
    }
    return starts;
  }

  private Start start(Variant variant, int round) throws IOException, InterruptedException {
    var data = folder.resolve(variant.fresh() ? "fresh-" + variant.cached() + round : "used");
    if (variant.cached()) {
      return start(data);
    }
    var away = new Caches(root.resolve("gateway/target/launch")).putAway();
    try {
      return start(data);
    } finally {
      Caches.putBack(away);
    }
  }

  private Start start(Path data) throws IOException, InterruptedException {
    int port = Nginx.freePort();
    var launcher = new Launcher(root.resolve("millrace"), folder.resolve("log"));
    long begin = System.nanoTime();
    var process = launcher.serve(port, data, Map.of());
    try (var subject = new Subject("millrace", process, port, Launcher.KEY)) {
      long end = begin + LONGEST.toNanos();
      while (!answers(port)) {
        if (!process.isAlive() || System.nanoTime() - end > 0) {
          throw new IOException("no answer: " + Files.readString(launcher.log()));
        }
        TimeUnit.MILLISECONDS.sleep(1);
      }
      double millis = (System.nanoTime() - begin) / 1e6;
      return new Start(millis, subject.cpu().toMillis(), subject.memory() / 1e6);
    }
  }

  private static boolean answers(int port) {
    try {
      var ask = new Ask(port, "/v1/chat/completions", Launcher.KEY, QUESTION);
      return Load.run(ask, Plan.closed(1, 1, Duration.ofMinutes(1))).answered() == 1;
    } catch (IOException _) {
      return false;
    }
  }

  private static void print(int rounds, Map<Variant, List<Start>> starts) {
    System.out.printf(
        Locale.ROOT,
        """
        make bench-start
        From the launch of `./millrace serve` to the first answered chat completion of the bundled model.
        %d processors, Java %s. Medians of %d starts of each kind, in turn; in brackets the least and the greatest.

        %-48s%-28s%-28s%s
        """,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        rounds,
        "",
        "ms",
        "processor time, ms",
        "resident memory, MB");
    starts.forEach((variant, measured) ->
        System.out.printf(
            "%-48s%-28s%-28s%s%n",
            variant.title(),
            Median.of(measured, Start::millis).shown(0),
            Median.of(measured, Start::cpuMillis).shown(0),
            Median.of(measured, Start::megabytes).shown(0)));
  }
}
