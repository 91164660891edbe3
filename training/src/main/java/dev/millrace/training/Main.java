package dev.millrace.training;

import dev.millrace.engine.token.Tokenizer;
import dev.millrace.engine.token.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Trains the bundled model and writes it: `Main <gguf> <checkpoint> [steps] [threads]`. A checkpoint that exists is
/// gone on from; the result is the same as that of one run.
public final class Main {
  static final long SEED = 2026;
  private static final int VOCABULARY = 1024;
  private static final Shape SHAPE = new Shape(VOCABULARY, 192, 4, 512);
  private static final int BATCH = 1024;
  private static final int FIRST_STEPS = 14_000;
  private static final int STEPS = 17_500;
  private static final int EVALUATE_EVERY = 1000;
  private static final int SAVE_EVERY = 200;

  private final Path file;
  private final Path saved;
  private final Schedule schedule;
  private final Parallel parallel;
  private final Vocabulary vocabulary;
  private final Model model = new Model(SHAPE, SEED);
  private final Pass pass;
  private final Batches batches;
  private final Evaluation evaluation;
  private final Checkpoint from;
  private final long started = System.nanoTime();
  private long tokens;

  private Main(Path file, Path saved, Schedule schedule, Parallel parallel) throws IOException {
    this.file = file;
    this.saved = saved;
    this.schedule = schedule;
    this.parallel = parallel;
    var corpus = new Corpus(Sources.read(), SEED);
    this.vocabulary = Encoder.learn(corpus, VOCABULARY);
    var encoder = new Encoder(Tokenizer.of(vocabulary));
    this.from = Files.exists(saved) ? Checkpoint.read(model, saved) : Checkpoint.BEGINNING;
    this.pass = new Pass(model, BATCH, parallel);
    this.batches = new Batches(corpus, encoder, BATCH, from.conversation());
    this.evaluation = new Evaluation(corpus, encoder);
    this.tokens = from.tokens();
    System.out.printf(
        "%,d parameters, from step %d, vocabulary learnt in %d s%n",
        model.size(), from.step(), seconds());
  }

  public static void main(String[] arguments) throws IOException {
    int steps = arguments.length > 2 ? Integer.parseInt(arguments[2]) : STEPS;
    int threads =
        arguments.length > 3
            ? Integer.parseInt(arguments[3])
            : Runtime.getRuntime().availableProcessors();
    try (var parallel = new Parallel(threads)) {
      new Main(
              Path.of(arguments[0]),
              Path.of(arguments[1]),
              new Schedule(FIRST_STEPS, steps),
              parallel)
          .run();
    }
  }

  private void run() throws IOException {
    var optimiser = new AdamW(model.parameters(), parallel);
    double loss = 0;
    for (int step = from.step() + 1; step <= schedule.steps(); step++) {
      var batch = batches.take();
      var result = pass.train(batch);
      double norm = optimiser.step(step, schedule.rate(step));
      tokens += batch.size();
      double mean = result.sum() / batch.expected().length;
      loss = step == from.step() + 1 ? mean : 0.99 * loss + 0.01 * mean;
      if (step % 50 == 0) {
        progress(step, loss, norm);
      }
      if (step % SAVE_EVERY == 0) {
        new Checkpoint(step, batches.taken(), tokens).write(model, saved);
      }
      if (step % EVALUATE_EVERY == 0 && step < schedule.steps()) {
        export(3);
      }
    }
    export(Integer.MAX_VALUE);
  }

  private long seconds() {
    return (System.nanoTime() - started) / 1_000_000_000L;
  }

  private void progress(int step, double loss, double norm) {
    int done = step - from.step();
    long left = seconds() * (schedule.steps() - step) / done;
    System.out.printf(
        "step %d/%d  loss %.4f  gradient %.2f  %,d tokens, %,d a second, %d conversations  %d:%02d left%n",
        step,
        schedule.steps(),
        loss,
        norm,
        tokens,
        (tokens - from.tokens()) / Math.max(1, seconds()),
        batches.taken(),
        left / 60,
        left % 60);
  }

  private void export(int examples) throws IOException {
    Export.write(model, vocabulary, file);
    var rounded = new Pass(Rounding.of(model), BATCH, parallel);
    report(evaluation.measure(rounded), examples);
  }

  private static void report(Map<String, Evaluation.Score> scores, int examples) {
    scores.forEach((name, score) -> {
      System.out.printf(
          "  %5.1f %%  %4d of %4d  %s%n", 100 * score.share(), score.right(), score.total(), name);
      score.wrong().stream()
          .limit(examples)
          .forEach(wrong -> System.out.println("             " + wrong.replace("\n", "\\n")));
    });
    System.out.flush();
  }
}
