package dev.millrace.gateway.provider.google;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// The little HTTP that credentials need. Blocks.
public interface Web {
  /// Asks, follows no redirect, and waits some seconds at most.
  ///
  /// @throws IOException if there is no answer; the message is for people, without secrets
  Answer ask(Ask ask) throws IOException;

  /// A request.
  ///
  /// @param form of a `POST`; absent of a `GET`
  record Ask(URI uri, Map<String, String> headers, Optional<String> form) {
    public Ask {
      headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
      return "Ask[uri=" + uri + "]";
    }
  }

  /// An answer.
  ///
  /// @param headers by lower-case name
  record Answer(int status, Map<String, String> headers, byte[] body) {
    public Answer {
      headers = Map.copyOf(headers);
    }
  }
}
