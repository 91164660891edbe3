package dev.millrace.gateway.attach;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// Fetches over the network what the [Guard] has let pass. Follows no redirect, keeps no
/// connection, knows no proxy, sends nothing that could tell who we are. May be called by many
/// threads.
@FunctionalInterface
public interface Carrier {
  /// Sends one GET and waits for its answer. Not to be called on a loop.
  ///
  /// @throws java.net.ConnectException if there was no connection, so that another address may be
  ///     tried
  /// @throws java.net.SocketTimeoutException if it took longer than the limit
  /// @throws TooLarge if the body has more bytes than wanted
  /// @throws IOException if anything else went wrong on the way
  Answer get(Errand errand) throws IOException;

  /// What to fetch, and where.
  ///
  /// @param url its host is what the other side is asked for, and what its certificate must name
  /// @param address what to connect to; the host is not looked up
  /// @param most bytes that the body may have
  /// @param limit how long it may take, from the first packet to the last
  record Errand(URI url, InetAddress address, long most, Duration limit) {}

  /// What came.
  ///
  /// @param headers by name in lower case
  /// @param body empty, and not waited for, unless the status is 200
  record Answer(int status, Map<String, String> headers, byte[] body) {
    public Answer {
      headers = Map.copyOf(headers);
    }
  }

  /// There were more bytes than wanted.
  final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;

    public TooLarge(long most) {
      super("more than " + most + " bytes");
    }
  }
}
