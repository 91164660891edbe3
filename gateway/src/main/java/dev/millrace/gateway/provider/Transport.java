package dev.millrace.gateway.provider;

import dev.millrace.llm.Upstream.Exchange;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// Connections to providers: sends one HTTP request and tells of its answer as it comes.
public interface Transport {
  /// Sends; returns at once. Called on a loop, and tells `receiver` on the same loop.
  Exchange send(Outgoing outgoing, Receiver receiver);

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

    /// The connection could not be made, broke, or took too long. `why` is for people.
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
