package dev.millrace.bench.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The table of a measurement.
record Report(
    List<Subject> subjects,
    Map<Workload, Map<Subject, List<Sample>>> samples,
    Map<Subject, Long> memory) {
  private static final double MEGABYTE = 1e6;

  void print(int rounds, String nginx) {
    System.out.printf(
        Locale.ROOT,
        """
        make bench-gateway
        %d processors, Java %s, %s with as many workers as processors, all on the loopback.
        Medians of %d rounds after %s, subjects in turn; in brackets the least and the greatest.
        """,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        nginx,
        rounds,
        "a warm-up");
    samples.forEach(this::section);
    System.out.printf("%n%s%n", Workload.MANY.title());
    row("resident memory, MB", megabytes());
    ratio("ratio", subject -> memory.getOrDefault(subject, 0L));
  }

  private void section(Workload workload, Map<Subject, List<Sample>> measured) {
    boolean streams = workload.unit() == Workload.Unit.EVENT;
    System.out.printf("%n%s%n", workload.title());
    row("", subjects.stream().map(Subject::name).toList());
    row(
        streams ? "CPU per event, us" : "CPU per request, us",
        each(measured, Sample::cpuMicros, 1));
    ratio("ratio of CPU", subject -> cpu(measured, subject));
    row("answers per second", each(measured, Sample::perSecond, 0));
    if (streams) {
      row("events per answer", each(measured, Sample::eventsPerAnswer, 0));
      row("to the first event, median, ms", each(measured, sample -> sample.firstMillis(0.5), 2));
      row("to the first event, p99, ms", each(measured, sample -> sample.firstMillis(0.99), 2));
    }
    row("whole answer, median, ms", each(measured, sample -> sample.wholeMillis(0.5), 2));
    row("whole answer, p99, ms", each(measured, sample -> sample.wholeMillis(0.99), 2));
  }

  private List<String> each(
      Map<Subject, List<Sample>> measured, ToDoubleFunction<Sample> number, int digits) {
    var cells = new ArrayList<String>();
    for (var subject : subjects) {
      cells.add(Median.of(measured.getOrDefault(subject, List.of()), number).shown(digits));
    }
    return cells;
  }

  private static double cpu(Map<Subject, List<Sample>> measured, Subject subject) {
    return Median.of(measured.getOrDefault(subject, List.of()), Sample::cpuMicros).value();
  }

  private List<String> megabytes() {
    return subjects.stream()
        .map(subject ->
            String.format(Locale.ROOT, "%.0f", memory.getOrDefault(subject, 0L) / MEGABYTE))
        .toList();
  }

  // Of the first to the second, which is nginx.
  private void ratio(String title, ToDoubleFunction<Subject> number) {
    if (subjects.size() == 2) {
      double ratio =
          number.applyAsDouble(subjects.getFirst()) / number.applyAsDouble(subjects.getLast());
      row(title, List.of(String.format(Locale.ROOT, "%.2f", ratio)));
    }
  }

  private static void row(String title, List<String> cells) {
    var line = new StringBuilder(String.format(Locale.ROOT, "  %-32s", title));
    cells.forEach(cell -> line.append(String.format(Locale.ROOT, "%-34s", cell)));
    System.out.println(line.toString().stripTrailing());
  }
}
