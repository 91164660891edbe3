package dev.millrace.bench.engine;

import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Upstream;
import java.util.concurrent.CompletableFuture;

/// A reader that only waits for the end.
final class Ear implements Upstream.Sink {
  private final CompletableFuture<Integer> output = new CompletableFuture<>();
  private int counted; // told by one thread at a time

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Metered(var usage) -> counted = usage.output();
      case Event.Closed _ -> output.complete(counted);
      case Event.Opened _,
          Event.Prompted _,
          Event.Sampled _,
          Event.Began _,
          Event.Grew _,
          Event.Signed _,
          Event.Cited _,
          Event.Ended _,
          Event.Stopped _ -> {}
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
