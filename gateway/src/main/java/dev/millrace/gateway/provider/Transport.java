package dev.millrace.gateway.provider;

import dev.millrace.llm.Upstream.Exchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/// Connections to providers: sends one HTTP request and tells of its answer as it comes.
public interface Transport {
  /// Sends; returns at once. Called on a loop, and tells `receiver` on the same loop.
  Exchange send(Outgoing outgoing, Receiver receiver);

  /// Does something that may block away from the loop it is called on, then tells one of the two on
  /// that loop.
  void aside(Blocking task, Runnable done, Consumer<IOException> failed);

  /// What may block.
  @FunctionalInterface
  interface Blocking {
    /// Does it.
    ///
    /// @throws IOException if it cannot be done; the message is for people
    void run() throws IOException;
  }

  /// One `POST` to a provider.
  ///
  /// @param connect how long a connection may take
  /// @param head how long the provider may take to its answer's head
  record Outgoing(
      URI uri, Map<String, String> headers, byte[] body, Duration connect, Duration head) {
    public Outgoing {
      headers = Map.copyOf(headers);
    }
  }

  /// Is told of one answer: its head, its body in pieces, and exactly one of `end` and `failed`;
  /// nothing after a cancel.
  interface Receiver {
    /// `headers` by lower-case name.
    void head(int status, Map<String, String> headers);

    void chunk(byte[] bytes);

    void end();

    /// The connection could not be made, broke, or took too long.
    ///
    /// @param why for the client: what happened, without addresses and words of exceptions
    void failed(Trouble trouble, String why);
  }

  /// What can happen to a connection.
  enum Trouble {
    /// Nothing was sent; another try costs nothing.
    UNREACHABLE,
    /// The head took too long.
    SILENT,
    /// It broke before the answer was whole.
    BROKEN
  }
}
