package dev.millrace.bench.engine;

import dev.millrace.engine.gguf.GgufFile;
import dev.millrace.engine.gguf.GgufWriter;
import dev.millrace.engine.model.Cache;
import dev.millrace.engine.model.Forward;
import dev.millrace.engine.model.Models;
import dev.millrace.engine.model.Slice;
import dev.millrace.engine.tensor.KernelChoice;
import dev.millrace.engine.tensor.Team;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// Prefill and decode of a random model of 250 million parameters, plain and vector kernels in turns.
///
/// Arguments: threads (default: all cores), repetitions (5), format (Q8_0), kernels (`PLAIN,VECTOR`).
public final class EngineBench {
  private static final int PROMPT = 512;

  /// Plain kernels would take minutes over a whole prompt.
  private static final int PLAIN_PROMPT = 64;

  private static final int DECODED = 32;
  private static final int TOGETHER = 8;

  private final Forward forward;
  private final int prompt;
  private final List<Double> prefill = new ArrayList<>();
  private final List<Double> decode = new ArrayList<>();
  private final List<Double> together = new ArrayList<>();

  private EngineBench(Forward forward, int prompt) {
    this.forward = forward;
    this.prompt = prompt;
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
          choice, new EngineBench(forward, choice == KernelChoice.PLAIN ? PLAIN_PROMPT : PROMPT));
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
    var path =
        Path.of(
            System.getProperty("java.io.tmpdir"), "millrace-random-" + model.format() + ".gguf");
    if (Files.notExists(path)) {
      var part = path.resolveSibling(path.getFileName() + ".part");
      model.write(part);
      Files.move(part, path);
    }
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
    var cache = forward.cache(prompt + DECODED);
    long start = System.nanoTime();
    int token = best(forward.run(List.of(new Slice(cache, tokens, true))).getFirst());
    prefill.add(prompt / seconds(start));
    start = System.nanoTime();
    for (int i = 0; i < DECODED; i++) {
      token = best(forward.run(List.of(new Slice(cache, new int[] {token}, true))).getFirst());
    }
    decode.add(DECODED / seconds(start));
    measureTogether();
  }

  private void measureTogether() {
    var caches = new ArrayList<Cache>();
    for (int i = 0; i < TOGETHER; i++) {
      caches.add(forward.cache(DECODED));
    }
    long start = System.nanoTime();
    for (int i = 0; i < DECODED; i++) {
      int token = i;
      forward.run(caches.stream().map(cache -> new Slice(cache, new int[] {token}, true)).toList());
    }
    together.add(DECODED * TOGETHER / seconds(start));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  private void print(KernelChoice choice) {
    System.out.printf(
        "%-6s  prefill(%d) %7.1f tokens/s   decode %6.2f tokens/s   decode of %d at once %6.2f tokens/s%n",
        choice.name().toLowerCase(Locale.ROOT),
        prompt,
        median(prefill),
        median(decode),
        TOGETHER,
        median(together));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
