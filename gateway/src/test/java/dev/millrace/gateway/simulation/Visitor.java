package dev.millrace.gateway.simulation;

import dev.millrace.gateway.call.Client;
import dev.millrace.gateway.loop.Loop;
import dev.millrace.gateway.loop.ManualLoop;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/// A client that may fall behind, and may leave. Whoever treats it against the rules fails.
final class Visitor implements Client {
  private final ManualLoop loop;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private Runnable whenGone = () -> {};
  private Runnable whenCaughtUp = () -> {};
  private int status;
  private boolean behind;
  private boolean gone;
  private int ends;

  /// One that reads and stays.
  Visitor(ManualLoop loop) {
    this.loop = loop;
  }

  /// @param random decides what it does
  Visitor(ManualLoop loop, Random random) {
    this.loop = loop;
    if (random.nextInt(8) == 0) {
      loop.after(Duration.ofMillis(random.nextInt(4_000)), this::leave);
    }
    if (random.nextInt(5) == 0) {
      var from = Duration.ofMillis(random.nextInt(2_000));
      loop.after(from, () -> behind = true);
      loop.after(from.plusMillis(1 + random.nextInt(90_000)), this::catchUp);
    }
  }

  private void leave() {
    if (ends == 0) {
      gone = true;
      whenGone.run();
    }
  }

  private void catchUp() {
    behind = false;
    if (!gone && ends == 0) {
      whenCaughtUp.run();
    }
  }

  int status() {
    return status;
  }

  boolean gone() {
    return gone;
  }

  int ends() {
    return ends;
  }

  String body() {
    return body.toString(StandardCharsets.UTF_8);
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public void begin(int code, Map<String, String> headers) {
    if (gone) {
      return;
    }
    check(status == 0, "the head was sent twice");
    status = code;
  }

  @Override
  public void write(byte[] bytes) {
    if (gone) {
      return;
    }
    check(status != 0 && ends == 0, "a body outside of an answer");
    body.writeBytes(bytes);
  }

  @Override
  public boolean behind() {
    return behind;
  }

  @Override
  public void whenCaughtUp(Runnable task) {
    whenCaughtUp = task;
  }

  @Override
  public void whenGone(Runnable task) {
    whenGone = task;
    if (gone) {
      task.run();
    }
  }

  @Override
  public void end() {
    if (!gone) {
      check(status != 0, "an end without a head");
      ends++;
    }
  }

  @Override
  public void abort() {
    if (!gone) {
      ends++;
    }
  }

  private static void check(boolean right, String what) {
    if (!right) {
      throw new AssertionError(what);
    }
  }
}
