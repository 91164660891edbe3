package dev.millrace.bench.upstream;

import dev.millrace.bench.wire.Reactor;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.json.JsonFactory;

/// A provider on the loopback that speaks OpenAI's Chat Completions, Completions and Responses,
/// Anthropic's Messages, Gemini and Bedrock's Converse, each at its own path, and whose answers are told
/// by the name of the model asked for, see [Script]. `GET /counts` tells what it has seen. One thread.
public final class ScriptedUpstream implements AutoCloseable {
  private static final long A_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Reactor reactor = new Reactor();
  private final Counts counts = new Counts();
  private final Scripts scripts = new Scripts();
  private final JsonFactory factory = new JsonFactory();
  private final int port;

  /// Listens at once; answers while somebody turns it.
  public ScriptedUpstream(int port) throws IOException {
    this.port = reactor.listen(port, line -> new Desk(this, line));
  }

  /// Where it listens.
  public int port() {
    return port;
  }

  /// Serves what is ready, or waits for it, for a second at most.
  public void turn() throws IOException {
    reactor.turn(A_SECOND);
  }

  Reactor reactor() {
    return reactor;
  }

  Counts counts() {
    return counts;
  }

  Scripts scripts() {
    return scripts;
  }

  JsonFactory factory() {
    return factory;
  }

  @Override
  public void close() throws IOException {
    reactor.close();
  }

  /// Takes a port, or none for any that is free; prints the port and answers until it is killed.
  public static void main(String[] arguments) throws IOException {
    try (var upstream =
        new ScriptedUpstream(arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]))) {
      System.out.println(upstream.port());
      while (!Thread.interrupted()) {
        upstream.turn();
      }
    }
  }
}
