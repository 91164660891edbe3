package dev.millrace.bench.gateway;

import dev.millrace.bench.load.Ask;
import dev.millrace.bench.load.Load;
import dev.millrace.bench.load.Plan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// A load for every subject.
///
/// @param title for people
/// @param model of the scripted upstream
/// @param unit what the costs are divided by
/// @param plan long enough for processor times in steps of 10 ms
record Workload(String title, String model, Unit unit, Plan plan) {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  enum Unit {
    REQUEST,
    EVENT
  }

  static final Workload SHORT =
      new Workload(
          "whole answers of 1 word, 32 connections in a closed loop",
          "events=1",
          Unit.REQUEST,
          Plan.closed(32, 20_000, LONGEST));

  static final Workload LONG =
      new Workload(
          "whole answers of 100 words, 32 connections in a closed loop",
          "events=100",
          Unit.REQUEST,
          Plan.closed(32, 5_000, LONGEST));

  static final Workload AT_ONCE =
      new Workload(
          "streams of 104 events, all sent at once, 16 connections in a closed loop",
          "events=100",
          Unit.EVENT,
          Plan.closed(16, 5_000, LONGEST));

  static final Workload PACED =
      new Workload(
          "streams of 104 events, an event every 10 ms, 100 connections in a closed loop",
          "events=100,every=10ms",
          Unit.EVENT,
          Plan.closed(100, 500, LONGEST));

  static final Workload MANY =
      new Workload(
          "1,000 streams at once, an event every 100 ms",
          "events=100,every=100ms",
          Unit.EVENT,
          Plan.closed(1_000, 1_000, LONGEST));

  static final List<Workload> MEASURED = List.of(SHORT, LONG, AT_ONCE, PACED);

  static List<String> models() {
    return List.of(SHORT.model, AT_ONCE.model, PACED.model, MANY.model);
  }

  /// Runs it once.
  ///
  /// @throws IOException when a request fails: what was measured would mean nothing
  Sample run(Subject subject) throws IOException {
    var before = subject.cpu();
    var tally = Load.run(ask(subject), plan);
    var cpu = subject.cpu().minus(before);
    if (tally.failed() > 0 || (unit == Unit.EVENT && tally.events() == 0)) {
      throw new IOException(
          subject.name() + ", " + title + ": " + tally.failed() + " requests failed");
    }
    long units = unit == Unit.REQUEST ? tally.answered() : tally.events();
    return new Sample(cpu.toNanos() / 1e3 / units, tally);
  }

  Ask ask(Subject subject) {
    return Ask.chat(subject.port(), subject.key(), model, unit == Unit.EVENT);
  }
}
