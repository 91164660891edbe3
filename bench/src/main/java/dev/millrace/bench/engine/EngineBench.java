package dev.millrace.bench.engine;

import dev.millrace.engine.gguf.GgufWriter;
import dev.millrace.engine.tensor.KernelChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A random model of 250 million parameters: its forward pass, plain and vector kernels in turns; then the engine that
/// serves it. Each rate is told per second of the clock and per second of processor time: the second hardly minds what
/// else the machine does.
///
/// Arguments: threads (default: all cores), repetitions (5), format (Q8_0), kernels (`PLAIN,VECTOR`).
public final class EngineBench {
  private EngineBench() {}

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
    var table = new Table();
    forward(path, threads, repetitions, kinds, table);
    table.print();
    try (var serving = new Serving(path, threads)) {
      serving.run(repetitions);
    }
  }

  private static void forward(Path path, int threads, int repetitions, String kinds, Table table)
      throws IOException {
    List<ForwardBench> benches = new ArrayList<>();
    for (var kind : kinds.split(",", -1)) {
      benches.add(new ForwardBench(path, threads, KernelChoice.valueOf(kind)));
    }
    benches.forEach(bench -> bench.measure(new Table()));
    for (int i = 0; i < repetitions; i++) {
      benches.forEach(bench -> bench.measure(table));
    }
    benches.forEach(ForwardBench::close);
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
}
