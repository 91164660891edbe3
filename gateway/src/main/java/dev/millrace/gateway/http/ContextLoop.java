package dev.millrace.gateway.http;

import dev.millrace.gateway.call.Bugs;
import dev.millrace.gateway.loop.Loop;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A [Loop] that is one event loop of the network.
final class ContextLoop implements Loop {
  private final ContextInternal context;

  ContextLoop(ContextInternal context) {
    this.context = context;
    context.exceptionHandler(Bugs::log);
  }

  ContextInternal context() {
    return context;
  }

  /// The thread that it is, waiting for it to start.
  Thread thread(Duration patience) {
    var thread = new CompletableFuture<Thread>();
    run(() -> thread.complete(Thread.currentThread()));
    return thread.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  @Override
  public boolean inside() {
    return context.nettyEventLoop().inEventLoop();
  }

  @Override
  public void run(Runnable task) {
    context.runOnContext(_ -> task.run());
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    ScheduledFuture<?> timer =
        context
            .nettyEventLoop()
            .schedule(
                () -> context.dispatch(_ -> task.run()), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> timer.cancel(false);
  }
}
