package dev.millrace.engine;

import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import dev.millrace.llm.ReplyFold;
import dev.millrace.llm.Upstream;
import java.util.concurrent.CompletableFuture;

/// A reader that gathers an answer.
final class Reader implements Upstream.Sink {
  private final ReplyFold fold = new ReplyFold();
  private final CompletableFuture<Reply> reply = new CompletableFuture<>();

  @Override
  public void on(Event event) {
    fold.add(event);
    if (event instanceof Event.Closed) {
      reply.complete(fold.reply());
    }
  }

  @Override
  public void failed(Failure failure) {
    reply.completeExceptionally(new Refused(failure));
  }

  /// Waits for the whole answer.
  Reply reply() {
    return reply.join();
  }

  /// Waits for the failure.
  Failure failure() {
    return reply
        .handle((whole, thrown) -> {
          if (thrown instanceof Refused refused) {
            return refused.failure();
          }
          throw new AssertionError("no failure but " + whole, thrown);
        })
        .join();
  }
}
