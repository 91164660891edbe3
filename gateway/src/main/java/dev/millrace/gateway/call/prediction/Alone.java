package dev.millrace.gateway.call.prediction;

import dev.millrace.gateway.call.Client;
import dev.millrace.gateway.loop.Loop;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The far end of a call that nobody reads the answer of: its prediction is looked up instead. It
/// goes on when the client that began it has gone.
final class Alone implements Client {
  private final Loop loop;
  private final Consumer<Whole> ended;
  private Optional<Whole> answer = Optional.empty();

  /// @param ended is told of the answer, once
  Alone(Loop loop, Consumer<Whole> ended) {
    this.loop = loop;
    this.ended = ended;
  }

  /// What a client would have been sent.
  record Whole(int status, Map<String, String> headers, byte[] body) {
    Whole {
      headers = Map.copyOf(headers);
    }
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public void begin(int status, Map<String, String> headers) {
    answer = Optional.of(new Whole(status, headers, new byte[0]));
  }

  @Override
  public void write(byte[] bytes) {
    answer = answer.map(begun -> new Whole(begun.status(), begun.headers(), bytes));
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
    answer.ifPresent(ended);
  }

  @Override
  public void abort() {
    answer.ifPresent(ended);
  }
}
