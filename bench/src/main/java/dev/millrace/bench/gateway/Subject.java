package dev.millrace.bench.gateway;

import dev.millrace.bench.load.Ask;
import dev.millrace.bench.load.Load;
import dev.millrace.bench.load.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A server under measurement, in processes of its own. Linux tells what they cost.
///
/// @param name for people
/// @param process the one that was started; its children count too
/// @param port where it listens on the loopback
/// @param key that it wants to see
public record Subject(String name, Process process, int port, String key) implements AutoCloseable {
  private static final Duration A_START = Duration.ofMinutes(3);
  private static final Duration AN_END = Duration.ofSeconds(20);

  /// Processor time so far, in steps of 10 ms.
  public Duration cpu() {
    return processes()
        .flatMap(handle -> handle.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /// Resident memory in bytes; pages that processes share are counted once.
  ///
  /// @throws IOException when a process cannot be looked at
  public long memory() throws IOException {
    long kibibytes = 0;
    for (var handle : processes().toList()) {
      kibibytes += proportional(Path.of("/proc", Long.toString(handle.pid()), "smaps_rollup"));
    }
    return kibibytes * 1024;
  }

  private static long proportional(Path rollup) throws IOException {
    return Files.readAllLines(rollup).stream()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  private Stream<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  /// Waits until a request is answered.
  ///
  /// @throws IOException when the process ends, or three minutes pass
  /// @throws InterruptedException when somebody gave up waiting
  void awaitAnswer(String model) throws IOException, InterruptedException {
    long end = System.nanoTime() + A_START.toNanos();
    while (process.isAlive() && System.nanoTime() - end < 0) {
      if (answers(model)) {
        return;
      }
      process.waitFor(100, TimeUnit.MILLISECONDS);
    }
    throw new IOException(name + " does not answer");
  }

  private boolean answers(String model) {
    try {
      var ask = Ask.chat(port, key, model, false);
      return Load.run(ask, Plan.closed(1, 1, Duration.ofSeconds(5))).answered() == 1;
    } catch (IOException _) {
      return false;
    }
  }

  /// Ends its processes.
  @Override
  public void close() {
    var all = processes().toList();
    process.destroy();
    try {
      if (!process.waitFor(AN_END.toMillis(), TimeUnit.MILLISECONDS)) {
        all.forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException _) {
      all.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }

  static Process start(Path log, List<String> command, Path folder) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
