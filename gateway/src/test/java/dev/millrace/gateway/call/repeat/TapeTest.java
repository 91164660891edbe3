package dev.millrace.gateway.call.repeat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.call.Client;
import dev.millrace.gateway.loop.Loop;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TapeTest {
  private static final Tape.Head JSON =
      new Tape.Head(200, Map.of("content-type", "application/json"));

  @Test
  void onlyTheLatestPiecesAreKeptWhereTheyAreTooLong() {
    var tape = new Tape(10);
    tape.begin(JSON);
    for (int piece = 0; piece < 1_000; piece++) {
      tape.add("1234".getBytes(UTF_8));
      assertThat(tape.size()).isLessThanOrEqualTo(10);
    }
    assertThat(tape.told()).isEqualTo(1_000);
    assertThat(tape.forgotten()).isEqualTo(998);
    assertThat(tape.after(997)).isEqualTo(new Tape.Step.Lost());
    assertThat(tape.after(998)).isInstanceOf(Tape.Step.Piece.class);
    assertThat(tape.after(1_000)).isEqualTo(new Tape.Step.Waiting());
    tape.add(new byte[99]);
    assertThat(tape.forgotten()).as("the last is kept").isEqualTo(1_000);
  }

  @Test
  void commentsAreNoEventsAndHaveNoNumber() {
    var tape = new Tape(1_000);
    tape.begin(new Tape.Head(200, Map.of("content-type", "text/event-stream; charset=utf-8")));
    tape.add(": still here\n\n".getBytes(UTF_8));
    tape.add("event: x\ndata: y\n\n".getBytes(UTF_8));
    assertThat(text(tape.after(0))).isEqualTo(": still here\n\n");
    assertThat(text(tape.after(1))).isEqualTo("id: 2\nevent: x\ndata: y\n\n");
  }

  private static String text(Tape.Step step) {
    return new String(((Tape.Step.Piece) step).bytes(), UTF_8);
  }

  @Test
  void manyReadersOnManyThreadsHearTheSame() throws InterruptedException {
    var tape = new Tape(1 << 20);
    var readers = new ArrayList<Reader>();
    var expected = new StringBuilder();
    for (int piece = 0; piece < 2_000; piece++) {
      if (piece % 100 == 0) {
        var reader = new Reader();
        readers.add(reader);
        var follower = new Follower(tape, new Follower.Reader(reader, true, 0), nobody());
        tape.follow(follower);
        reader.run(follower::start);
      }
      if (piece == 50) {
        tape.begin(JSON);
      }
      String text = piece + " ";
      expected.append(text);
      tape.add(text.getBytes(UTF_8));
    }
    tape.end(Tape.Ending.WELL);
    for (var reader : readers) {
      assertThat(reader.whole()).isEqualTo(expected.toString());
    }
    assertThat(tape.alone()).isTrue();
  }

  private static Follower.Listener nobody() {
    return new Follower.Listener() {
      @Override
      public void caughtUp() {}

      @Override
      public void left() {}
    };
  }

  /// A client with a thread of its own.
  private static final class Reader implements Client, Loop {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Thread> mine = new CopyOnWriteArrayList<>();

    String whole() throws InterruptedException {
      assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
      thread.shutdown();
      return body.toString(UTF_8);
    }

    @Override
    public boolean inside() {
      return mine.contains(Thread.currentThread());
    }

    @Override
    public void run(Runnable task) {
      thread.execute(() -> {
        if (mine.isEmpty()) {
          mine.add(Thread.currentThread());
        }
        task.run();
      });
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Loop loop() {
      return this;
    }

    @Override
    public void begin(int status, Map<String, String> headers) {}

    @Override
    public void write(byte[] bytes) {
      body.writeBytes(bytes);
    }

    @Override
    public boolean behind() {
      return false;
    }

    @Override
    public void whenCaughtUp(Runnable task) {}

    @Override
    public void whenGone(Runnable task) {}

    @Override
    public void end() {
      ended.countDown();
    }

    @Override
    public void abort() {
      ended.countDown();
    }
  }
}
