package dev.millrace.gateway.provider;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/// Fetches something small over HTTP, as credentials. Blocks; never for a loop.
@FunctionalInterface
public interface Web {
  /// Asks once, and follows no redirect.
  ///
  /// @throws IOException if no answer comes in a few seconds; the message is for people
  Answer ask(Question question) throws IOException;

  /// A request.
  ///
  /// @param method `GET`, `POST` or `PUT`
  record Question(String method, URI uri, Map<String, String> headers, String body) {
    public Question {
      headers = Map.copyOf(headers);
    }

    /// One without a body.
    public static Question get(URI uri, Map<String, String> headers) {
      return new Question("GET", uri, headers, "");
    }
  }

  /// An answer of any status.
  record Answer(int status, byte[] body) {}
}
