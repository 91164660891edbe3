package dev.millrace.bench.engine;

import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Upstream;
import java.util.concurrent.CompletableFuture;

/// A reader that only waits for the end.
final class Ear implements Upstream.Sink {
  private final CompletableFuture<Integer> output = new CompletableFuture<>();

  @Override
  public void on(Event event) {
    if (event instanceof Event.Metered(var usage)) {
      output.complete(usage.output());
    }
  }

  @Override
  public void failed(Failure failure) {
    output.completeExceptionally(new Refused(failure));
  }

  /// Waits for the whole answer; its tokens.
  int output() {
    return output.join();
  }
}
