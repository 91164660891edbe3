package dev.millrace.gateway.call;

import dev.millrace.gateway.loop.Loop;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Where work is done that takes too long for a loop. What comes of it is told on the loop, once.
public final class Aside {
  private final Executor threads;

  /// @param threads run the work
  public Aside(Executor threads) {
    this.threads = threads;
  }

  /// Does the work.
  ///
  /// @param failed is told why the work was refused; of a bug, too, which is logged
  public <T> void run(Loop loop, Supplier<T> work, Consumer<T> done, Consumer<Failure> failed) {
    threads.execute(() -> {
      Runnable outcome = outcome(work, done, failed);
      loop.run(outcome);
    });
  }

  private static <T> Runnable outcome(
      Supplier<T> work, Consumer<T> done, Consumer<Failure> failed) {
    try {
      T result = work.get();
      return () -> done.accept(result);
    } catch (Refused refused) {
      return () -> failed.accept(refused.failure());
    } catch (RuntimeException | StackOverflowError bug) {
      var reference = Bugs.log(bug);
      return () -> failed.accept(new Failure.Internal(reference));
    }
  }
}
