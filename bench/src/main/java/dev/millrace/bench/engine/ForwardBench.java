package dev.millrace.bench.engine;

import dev.millrace.engine.gguf.GgufFile;
import dev.millrace.engine.model.Cache;
import dev.millrace.engine.model.Forward;
import dev.millrace.engine.model.Models;
import dev.millrace.engine.model.Slice;
import dev.millrace.engine.tensor.KernelChoice;
import dev.millrace.engine.tensor.Team;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Reading a prompt, and decoding some sequences at once, with one kind of kernels.
final class ForwardBench {
  private static final int PROMPT = 512;
  private static final int DECODED = 16;

  /// Plain kernels get a fraction of the work; they would take half an hour over all of it.
  private static final int PLAIN_FRACTION = 8;

  private final String name;
  private final Forward forward;
  private final int prompt;
  private final int decoded;
  private final List<Integer> together;

  ForwardBench(Path path, int threads, KernelChoice choice) throws IOException {
    boolean plain = choice == KernelChoice.PLAIN;
    name = choice.name().toLowerCase(Locale.ROOT);
    forward = Models.load(GgufFile.open(path), new Team(threads, choice));
    prompt = plain ? PROMPT / PLAIN_FRACTION : PROMPT;
    decoded = plain ? DECODED / PLAIN_FRACTION : DECODED;
    together = plain ? List.of(1, 8) : List.of(1, 2, 4, 8, 16);
  }

  void measure(Table table) {
    var tokens = new Random(1).ints(prompt, 0, forward.vocabulary()).toArray();
    var cache = forward.cache(prompt);
    var watch = new Watch();
    forward.run(List.of(new Slice(cache, tokens, true)));
    table.add(name + ", prefill of " + prompt, watch.rate(prompt));
    cache.truncate(0);
    together.forEach(count -> table.add(name + ", decode of " + count, decode(count)));
  }

  private Watch.Rate decode(int count) {
    var caches = new ArrayList<Cache>();
    for (int i = 0; i < count; i++) {
      caches.add(forward.cache(decoded));
    }
    var watch = new Watch();
    for (int i = 0; i < decoded; i++) {
      int[] token = {i};
      forward.run(caches.stream().map(cache -> new Slice(cache, token, true)).toList());
    }
    var rate = watch.rate((long) decoded * count);
    caches.forEach(cache -> cache.truncate(0));
    return rate;
  }

  void close() {
    forward.close();
  }
}
