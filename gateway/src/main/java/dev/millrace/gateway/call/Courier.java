package dev.millrace.gateway.call;

import dev.millrace.gateway.loop.Loop;
import java.util.Map;

/// Stands between a call and its client. When the client is let go, the call goes on for nobody: it
/// never learns whether the client is still there, and what it says is lost. Used on the client's
/// loop only.
final class Courier implements Client {
  private final Client client;
  private boolean alone;

  Courier(Client client) {
    this.client = client;
  }

  /// The client will be answered by somebody else.
  void letGo() {
    alone = true;
  }

  @Override
  public Loop loop() {
    return client.loop();
  }

  @Override
  public void begin(int status, Map<String, String> headers) {
    if (!alone) {
      client.begin(status, headers);
    }
  }

  @Override
  public void write(byte[] bytes) {
    if (!alone) {
      client.write(bytes);
    }
  }

  @Override
  public boolean behind() {
    return !alone && client.behind();
  }

  @Override
  public void whenCaughtUp(Runnable task) {
    if (!alone) {
      client.whenCaughtUp(task);
    }
  }

  @Override
  public void whenGone(Runnable task) {
    if (!alone) {
      client.whenGone(task);
    }
  }

  @Override
  public void breaks() {
    if (!alone) {
      client.breaks();
    }
  }

  @Override
  public void end() {
    if (!alone) {
      client.end();
    }
  }

  @Override
  public void abort() {
    if (!alone) {
      client.abort();
    }
  }
}
