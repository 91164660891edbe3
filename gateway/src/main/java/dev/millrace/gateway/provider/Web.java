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

    /// What is asked may be secret.
    @Override
    public String toString() {
      return method + " " + uri;
    }

    /// One without a body.
    public static Question get(URI uri, Map<String, String> headers) {
      return new Question("GET", uri, headers, "");
    }
  }

  /// An answer of any status.
  ///
  /// @param headers by lower-case name; of those that come several times, the first
  record Answer(int status, Map<String, String> headers, byte[] body) {
    public Answer {
      headers = Map.copyOf(headers);
    }

    /// One whose headers do not matter.
    public Answer(int status, byte[] body) {
      this(status, Map.of(), body);
    }
  }
}
