package dev.millrace.gateway.cli;

import dev.millrace.gateway.cli.Opener.Opened;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// Turns of a person and a model. [#say] is called by one thread; [#stop] by any.
final class Conversation {
  private final Opened opened;
  private final Shell shell;
  private final List<Message> turns = new ArrayList<>();
  private final AtomicReference<Optional<Hearing>> running =
      new AtomicReference<>(Optional.empty());

  Conversation(Opened opened, Shell shell, Optional<String> system) {
    this.opened = opened;
    this.shell = shell;
    system.ifPresent(text -> turns.add(Message.of(Role.SYSTEM, text)));
  }

  /// Says something and prints the answer as it comes. Returns when it is whole, or stopped.
  ///
  /// @return whether there was an answer
  boolean say(String text) {
    turns.add(Message.of(Role.USER, text));
    var hearing = new Hearing();
    running.set(Optional.of(hearing));
    hearing.begin(opened.upstream(), Request.of(opened.model(), turns));
    hearing.await();
    running.set(Optional.empty());
    shell.out().println();
    if (hearing.failure.isPresent()) {
      shell.err().println("millrace: " + Words.of(hearing.failure.get()));
      turns.removeLast();
      return false;
    }
    turns.add(Message.of(Role.ASSISTANT, hearing.words()));
    return true;
  }

  /// Stops the answer that is being given.
  ///
  /// @return false when none is
  boolean stop() {
    var hearing = running.get();
    hearing.ifPresent(Hearing::cancel);
    return hearing.isPresent();
  }

  private final class Hearing implements Upstream.Sink {
    private final CountDownLatch over = new CountDownLatch(1);
    private final StringBuilder words = new StringBuilder();
    private final Ink ink = shell.ink();
    private volatile Optional<Failure> failure = Optional.empty();
    private volatile Optional<Upstream.Exchange> exchange = Optional.empty();
    private boolean thinking; // told by one thread at a time

    void begin(Upstream upstream, Request request) {
      exchange = Optional.of(upstream.open(request, this));
    }

    // A stopped answer may still grow.
    String words() {
      synchronized (words) {
        return words.toString();
      }
    }

    void await() {
      try {
        over.await();
      } catch (InterruptedException _) {
        cancel();
        Thread.currentThread().interrupt();
      }
    }

    void cancel() {
      exchange.ifPresent(Upstream.Exchange::cancel);
      over.countDown();
    }

    @Override
    public void on(Event event) {
      if (over.getCount() == 0) {
        return; // what was on its way when the person stopped it
      }
      switch (event) {
        case Event.Began(_, _, var part) -> thinking = part instanceof Part.Thought;
        case Event.Grew(_, _, var delta, _) -> print(delta);
        case Event.Ended _ -> {
          if (thinking) {
            shell.out().println();
          }
        }
        case Event.Opened _,
            Event.Prompted _,
            Event.Sampled _,
            Event.Signed _,
            Event.Cited _,
            Event.Stopped _,
            Event.Metered _ -> {}
        case Event.Closed _ -> over.countDown();
      }
    }

    @Override
    public void failed(Failure why) {
      failure = Optional.of(why);
      over.countDown();
    }

    private void print(String delta) {
      var safe = Words.printable(delta);
      if (!thinking) {
        synchronized (words) {
          words.append(delta);
        }
      }
      shell.out().print(thinking ? ink.faint(safe) : safe);
      shell.out().flush();
    }
  }
}
