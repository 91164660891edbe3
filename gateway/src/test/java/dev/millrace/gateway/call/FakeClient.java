package dev.millrace.gateway.call;

import dev.millrace.gateway.loop.Loop;
import dev.millrace.gateway.loop.ManualLoop;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A client that keeps what it is sent.
public final class FakeClient implements Client {
  private final ManualLoop loop = new ManualLoop();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private Runnable whenGone = () -> {};
  private Runnable whenCaughtUp = () -> {};
  private int status;
  private boolean behind;
  private boolean gone;
  private boolean ended;

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public void begin(int code, Map<String, String> sent) {
    if (status != 0) {
      throw new IllegalStateException("the head was sent twice");
    }
    status = code;
    headers.putAll(sent);
  }

  @Override
  public void write(byte[] bytes) {
    if (status == 0 || ended) {
      throw new IllegalStateException("a body outside of an answer");
    }
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
    ended = true;
  }

  @Override
  public void abort() {
    ended = true;
  }

  public void go() {
    gone = true;
    whenGone.run();
  }

  public void fallBehind() {
    behind = true;
  }

  public void catchUp() {
    behind = false;
    whenCaughtUp.run();
  }

  public int status() {
    return status;
  }

  public boolean ended() {
    return ended;
  }

  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  public String body() {
    return body.toString(StandardCharsets.UTF_8);
  }

  public ManualLoop manualLoop() {
    return loop;
  }
}
