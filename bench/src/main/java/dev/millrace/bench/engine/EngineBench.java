package dev.millrace.bench.engine;

import dev.millrace.engine.gguf.GgufFile;
import dev.millrace.engine.gguf.GgufWriter;
import dev.millrace.engine.model.Cache;
import dev.millrace.engine.model.Forward;
import dev.millrace.engine.model.Models;
import dev.millrace.engine.model.Slice;
import dev.millrace.engine.tensor.KernelChoice;
import dev.millrace.engine.tensor.Span;
import dev.millrace.engine.tensor.Team;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/// Prefill and decode of a random model of 250 million parameters, plain and vector kernels in turns. Each rate is
/// told per second of the clock and per second of processor time: the second hardly minds what else the machine does.
///
/// Arguments: threads (default: all cores), repetitions (5), format (Q8_0), kernels (`PLAIN,VECTOR`).
public final class EngineBench {
  private static final int PROMPT = 512;

  private static final int DECODED = 32;

  /// Plain kernels get a fraction of the work; they would take half an hour over all of it.
  private static final int PLAIN_FRACTION = 8;

  private static final int TOGETHER = 8;

  private final Forward forward;
  private final int prompt;
  private final int decoded;
  private final List<Rate> prefill = new ArrayList<>();
  private final List<Rate> decode = new ArrayList<>();
  private final List<Rate> together = new ArrayList<>();

  private EngineBench(Forward forward, int fraction) {
    this.forward = forward;
    this.prompt = PROMPT / fraction;
    this.decoded = DECODED / fraction;
  }

  public static void main(String[] arguments) throws IOException {
    int threads = argument(arguments, 0, Runtime.getRuntime().availableProcessors());
    int repetitions = argument(arguments, 1, 5);
    var format = GgufWriter.Format.valueOf(arguments.length > 2 ? arguments[2] : "Q8_0");
    var kinds = arguments.length > 3 ? arguments[3] : "PLAIN,VECTOR";
    var model = RandomGguf.quarterBillion(format);
    var path = file(model);
    System.out.printf(
        "%s, %.0f million parameters, %d MiB, %d threads, Java %s%n",
        format, model.parameters() / 1e6, Files.size(path) >> 20, threads, Runtime.version());
    Map<KernelChoice, EngineBench> benches = new EnumMap<>(KernelChoice.class);
    for (var kind : kinds.split(",", -1)) {
      var choice = KernelChoice.valueOf(kind);
      var forward = Models.load(GgufFile.open(path), new Team(threads, choice));
      benches.put(
          choice, new EngineBench(forward, choice == KernelChoice.PLAIN ? PLAIN_FRACTION : 1));
    }
    benches.values().forEach(EngineBench::warmUp);
    for (int i = 0; i < repetitions; i++) {
      benches.values().forEach(EngineBench::measure);
    }
    benches.forEach((choice, bench) -> bench.print(choice));
    benches.values().forEach(bench -> bench.forward.close());
  }

  private static int argument(String[] arguments, int index, int fallback) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : fallback;
  }

  private static Path file(RandomGguf model) throws IOException {
    var path = Files.createTempFile("millrace-random", ".gguf");
    path.toFile().deleteOnExit();
    model.write(path);
    return path;
  }

  private void warmUp() {
    measure();
    prefill.clear();
    decode.clear();
    together.clear();
  }

  private void measure() {
    var tokens = new Random(1).ints(prompt, 0, forward.vocabulary()).toArray();
    var cache = forward.cache(prompt + decoded);
    var watch = new Watch();
    int token = best(forward.run(List.of(new Slice(cache, tokens, true))).row(0));
    prefill.add(watch.rate(prompt));
    watch = new Watch();
    for (int i = 0; i < decoded; i++) {
      token = best(forward.run(List.of(new Slice(cache, new int[] {token}, true))).row(0));
    }
    decode.add(watch.rate(decoded));
    measureTogether();
  }

  private void measureTogether() {
    var caches = new ArrayList<Cache>();
    for (int i = 0; i < TOGETHER; i++) {
      caches.add(forward.cache(decoded));
    }
    var watch = new Watch();
    for (int i = 0; i < decoded; i++) {
      int token = i;
      forward.run(caches.stream().map(cache -> new Slice(cache, new int[] {token}, true)).toList());
    }
    together.add(watch.rate(decoded * TOGETHER));
  }

  private static int best(Span logits) {
    float[] values = logits.values();
    int best = 0;
    for (int i = 1; i < logits.length(); i++) {
      best = values[logits.at() + i] > values[logits.at() + best] ? i : best;
    }
    return best;
  }

  private void print(KernelChoice choice) {
    var name = choice.name().toLowerCase(Locale.ROOT);
    print(name, "prefill of " + prompt, prefill);
    print(name, "decode", decode);
    print(name, "decode of " + TOGETHER + " at once", together);
  }

  private static void print(String kernels, String work, List<Rate> rates) {
    System.out.printf(
        "%-6s  %-18s %7.1f tokens/s   %7.1f tokens per CPU second%n",
        kernels, work, median(rates, Rate::perSecond), median(rates, Rate::perProcessorSecond));
  }

  private static double median(List<Rate> rates, ToDoubleFunction<Rate> part) {
    var sorted = rates.stream().mapToDouble(part).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private record Rate(double perSecond, double perProcessorSecond) {}

  /// Starts when it is made.
  private static final class Watch {
    private final long clock = System.nanoTime();
    private final Duration processor = processor();

    Rate rate(int tokens) {
      double seconds = (System.nanoTime() - clock) / 1e9;
      return new Rate(tokens / seconds, tokens * 1e9 / processor().minus(processor).toNanos());
    }

    /// Of the whole process, in steps of 10 ms.
    private static Duration processor() {
      return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
  }
}
