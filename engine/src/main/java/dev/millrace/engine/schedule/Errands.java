package dev.millrace.engine.schedule;

import dev.millrace.engine.model.Forward;
import dev.millrace.llm.Embedder;
import dev.millrace.llm.Failure;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Embeddings that are computed between the steps of answers, one after the other, a stretch at a
/// time. Their cache, of one text at most, comes on top of that of the answers.
final class Errands {
  private static final System.Logger LOG = System.getLogger("dev.millrace.engine");

  private final Forward forward;
  private final Queue<Work> queue = new ConcurrentLinkedQueue<>();

  Errands(Forward forward) {
    this.forward = forward;
  }

  /// Vectors to be computed for somebody.
  ///
  /// @param left is run when they no longer wait, before anybody is told anything
  record Work(Errand errand, Embedding embedding, Runnable left) {}

  /// Any thread may add.
  void add(Work work) {
    queue.add(work);
  }

  /// Computes up to `most` tokens of the oldest.
  ///
  /// @return whether there was anything to compute
  boolean step(int most) {
    while (!queue.isEmpty() && queue.element().errand().cancelled()) {
      end(queue.element(), _ -> {});
    }
    if (queue.isEmpty()) {
      return false;
    }
    var work = queue.element();
    try {
      work.embedding().step(forward, most);
    } catch (RuntimeException | Error bug) {
      Failure failure = Desk.logged(bug);
      end(work, sink -> sink.failed(failure));
      return true;
    }
    if (work.embedding().over()) {
      end(work, sink -> sink.on(work.embedding().vectors()));
    }
    return true;
  }

  /// Fails all that is left.
  void close(Failure failure) {
    while (!queue.isEmpty()) {
      end(queue.element(), sink -> sink.failed(failure));
    }
  }

  private void end(Work work, Consumer<Embedder.Sink> telling) {
    queue.remove();
    work.embedding().release();
    work.left().run();
    if (work.errand().cancelled()) {
      return;
    }
    try {
      telling.accept(work.errand().sink());
    } catch (RuntimeException deaf) {
      LOG.log(System.Logger.Level.WARNING, "a reader failed to hear of its vectors", deaf);
    }
  }
}
