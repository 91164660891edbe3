package dev.millrace.bench.engine;

import com.sun.management.ThreadMXBean;
import dev.millrace.engine.Engine;
import dev.millrace.engine.Settings;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Request;
import dev.millrace.llm.Sampling;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;

/// The whole engine: many requests at once, free and constrained, with new prompts and with known ones.
final class Serving implements AutoCloseable {
  private static final int SAID =
      96; // shorter answers would show how requests join, not how they run
  private static final int PROMPT = 512;

  /// Objects in a list, as long as it takes.
  private static final Constraint.Form RECORDS =
      new Constraint.Grammar(
          """
          root ::= "[" item (", " item)* "]"
          item ::= "{\\"name\\": " string ", \\"age\\": " number ", \\"tags\\": [" string (", " string)* "]}"
          string ::= "\\"" [^"\\\\\\x00-\\x1f]* "\\""
          number ::= "0" | [1-9] [0-9]*
          """);

  private final Engine engine;
  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private Table table = new Table();
  private final Random random = new Random(3);
  private final List<Double> cold = new ArrayList<>();
  private final List<Double> warm = new ArrayList<>();
  private final List<Double> garbage = new ArrayList<>();

  Serving(Path path, int threads) throws IOException {
    engine = Engine.load(path, Settings.standard().withThreads(threads));
  }

  void run(int repetitions) {
    measure();
    List.of(cold, warm, garbage).forEach(List::clear);
    table = new Table();
    for (int i = 0; i < repetitions; i++) {
      measure();
    }
    table.print();
    System.out.printf(
        "8 at once beside 1: %.2f times by the clock, %.2f times per CPU second%n",
        table.perSecond("served, 8 at once") / table.perSecond("served, 1 at once"),
        table.perProcessorSecond("served, 8 at once")
            / table.perProcessorSecond("served, 1 at once"));
    System.out.printf(
        "constrained beside free, 8 at once: %.1f %% slower per CPU second%n",
        100
            * (1
                - table.perProcessorSecond("constrained, 8 at once")
                    / table.perProcessorSecond("served, 8 at once")));
    System.out.printf(
        "first token behind a prompt of %d: %.0f ms when it is new, %.0f ms when all but its end is known%n",
        PROMPT, median(cold), median(warm));
    System.out.printf(
        "allocated by the engine's thread for a token, its event included: %.0f bytes%n",
        median(garbage));
  }

  private void measure() {
    for (int count : new int[] {1, 2, 4, 8, 16}) {
      table.add("served, " + count + " at once", rate(count, Optional.empty()));
    }
    for (int count : new int[] {1, 8}) {
      table.add("constrained, " + count + " at once", rate(count, Optional.of(RECORDS)));
    }
    var prompt = tokens(PROMPT);
    cold.add(firstToken(prompt));
    warm.add(firstToken(prompt));
    garbage.add(garbage());
  }

  /// Tokens said per second, prompts of a few tokens included.
  private Watch.Rate rate(int count, Optional<Constraint.Form> form) {
    var watch = new Watch();
    var ears =
        IntStream.range(0, count).mapToObj(_ -> start(request(tokens(4), SAID, form))).toList();
    long said = ears.stream().mapToLong(Ear::output).sum();
    return watch.rate(said);
  }

  private double firstToken(List<Integer> prompt) {
    long from = System.nanoTime();
    start(request(prompt, 1, Optional.empty())).output();
    return (System.nanoTime() - from) / 1e6;
  }

  /// Bytes per token, of a long answer beside a short one, so that what begins and ends an answer does not count. Both
  /// stay within one page of keys and values, which is memory that is kept, not garbage.
  private double garbage() {
    long before = allocated();
    int few = start(request(tokens(4), 8, Optional.empty())).output();
    long between = allocated();
    int many = start(request(tokens(4), 56, Optional.empty())).output();
    return (double) (allocated() - between - (between - before)) / (many - few);
  }

  private long allocated() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("millrace-engine"))
        .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.threadId()))
        .sum();
  }

  private Ear start(Request request) {
    var ear = new Ear();
    engine.open(request, ear);
    return ear;
  }

  private List<Integer> tokens(int count) {
    return random.ints(count, 300, engine.card().vocabulary()).boxed().toList();
  }

  private static Request request(List<Integer> prompt, int said, Optional<Constraint.Form> form) {
    var bounds = new Bounds(OptionalInt.of(said), 0, List.of(), List.of(), true, 1);
    var request =
        Request.of("random", new Prompt.Tokens(prompt))
            .withSampling(Sampling.unsaid().withTemperature(0.8))
            .withBounds(bounds);
    return form.map(one -> request.withConstraint(new Constraint("grammar", one))).orElse(request);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  @Override
  public void close() {
    engine.close();
  }
}
