package dev.millrace.bench.mask;

import com.sun.management.ThreadMXBean;
import dev.millrace.grammar.Language;
import dev.millrace.grammar.Masks;
import dev.millrace.grammar.Matcher;
import dev.millrace.grammar.TokenTable;
import dev.millrace.llm.Constraint;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// Walks documents of several schemas token by token, as an engine would, and measures each mask
/// over a vocabulary of 128,000 tokens, in processor time of the thread: that hardly minds what else
/// the machine does.
///
/// `cold` is a process that has just started, each schema never seen; `new` is a warm one in which
/// the vocabulary and the schemas are new; `known` has seen these documents.
public final class MaskBench {
  private static final int DOCUMENTS = 20;
  private static final int ROUNDS = 5;

  private final List<byte[]> vocabulary = Vocabulary.tokens();
  private final Set<String> spellings =
      vocabulary.stream()
          .map(spelling -> new String(spelling, StandardCharsets.ISO_8859_1))
          .collect(Collectors.toSet());
  private final int longest = vocabulary.stream().mapToInt(one -> one.length).max().orElse(1);
  private final TokenTable table = TokenTable.of(vocabulary);
  private final long[] allowed = new long[(vocabulary.size() + 63) / 64];
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long checked;

  private MaskBench() {}

  public static void main(String[] arguments) {
    System.out.printf(
        "%s %s, %d processors, Java %s, %d tokens, processor time%n",
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        Vocabulary.SIZE);
    new MaskBench().run();
  }

  private void run() {
    var masks = new Masks(table);
    for (var one : Cases.all()) {
      var documents = documents(one);
      report(one.name() + ", cold", walk(masks, language(one), documents));
    }
    for (int i = 0; i < ROUNDS; i++) {
      var others = new Masks(table);
      Cases.all().forEach(one -> walk(others, language(one), documents(one)));
    }
    var fresh = new Masks(table);
    for (var one : Cases.all()) {
      var documents = documents(one);
      report(one.name() + ", new", walk(fresh, language(one), documents));
      var language = language(one);
      walk(fresh, language, documents);
      report(one.name() + ", known", walk(fresh, language, documents));
    }
    reportCompilation();
    System.out.printf("%d tokens checked%n", checked);
  }

  private record Steps(long[] nanos, long bytes) {}

  private Steps walk(Masks masks, Language language, List<List<byte[]>> documents) {
    var nanos = new long[documents.stream().mapToInt(List::size).sum()];
    int steps = 0;
    long bytes = 0;
    for (var document : documents) {
      var matcher = language.matcher();
      for (var token : document) {
        long before = threads.getCurrentThreadAllocatedBytes();
        long start = threads.getCurrentThreadCpuTime();
        masks.allowed(matcher, allowed);
        nanos[steps++] = threads.getCurrentThreadCpuTime() - start;
        step(matcher, token);
        bytes += threads.getCurrentThreadAllocatedBytes() - before;
      }
      if (!matcher.complete()) {
        throw new IllegalStateException("the document is not complete");
      }
    }
    Arrays.sort(nanos);
    return new Steps(nanos, bytes);
  }

  private void step(Matcher matcher, byte[] token) {
    checked++;
    if (!matcher.accept(token)) {
      throw new IllegalStateException("does not fit: " + new String(token, StandardCharsets.UTF_8));
    }
  }

  private static Language language(Cases.Case one) {
    return Language.of(new Constraint.Schema(one.schema()));
  }

  private List<List<byte[]>> documents(Cases.Case one) {
    var random = new Random(7);
    var documents = new ArrayList<List<byte[]>>();
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] text = Documents.one(one.schema(), random).getBytes(StandardCharsets.UTF_8);
      documents.add(Vocabulary.cut(text, spellings, longest));
    }
    return documents;
  }

  private static void report(String name, Steps steps) {
    long[] nanos = steps.nanos;
    System.out.printf(
        "%-36s %6d steps   median %8.1f us   p99 %8.1f us   max %8.1f us   %7.1f bytes a step%n",
        name,
        nanos.length,
        nanos[nanos.length / 2] / 1e3,
        nanos[nanos.length * 99 / 100] / 1e3,
        nanos[nanos.length - 1] / 1e3,
        (double) steps.bytes / nanos.length);
  }

  private void reportCompilation() {
    var form = new Constraint.Schema(Cases.wide(50));
    var nanos = new long[300];
    for (int i = 0; i < nanos.length; i++) {
      long start = threads.getCurrentThreadCpuTime();
      checked += Language.of(form).matcher().open() ? 1 : 0;
      nanos[i] = threads.getCurrentThreadCpuTime() - start;
    }
    long first = nanos[0];
    Arrays.sort(nanos);
    System.out.printf(
        "compiling 50 properties: median %.2f ms, p99 %.2f ms, first of these %.2f ms%n",
        nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6, first / 1e6);
  }
}
