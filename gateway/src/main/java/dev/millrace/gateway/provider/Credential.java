package dev.millrace.gateway.provider;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/// How we show a provider who we are. Never logged. Any number of threads may use it.
public interface Credential {
  /// Whether [#headers] can be asked for at once; it is asked on a loop, so must not block.
  default boolean ready() {
    return true;
  }

  /// Fetches what is missing or about to expire. May block; one at a time is enough for all that wait.
  ///
  /// @throws IOException if there is nothing to be had; the message is for people, without secrets
  default void refresh() throws IOException {}

  /// The headers that say who sends this.
  ///
  /// @param headers that are sent as well, by lower-case name, for those who sign them
  Map<String, String> headers(URI uri, Map<String, String> headers, byte[] body);

  /// What must not be repeated to anybody.
  Set<String> secrets();

  /// Not at all.
  record Anonymous() implements Credential {
    @Override
    public Map<String, String> headers(URI uri, Map<String, String> headers, byte[] body) {
      return Map.of();
    }

    @Override
    public Set<String> secrets() {
      return Set.of();
    }
  }

  /// A key in a header of its own, as `x-api-key`.
  ///
  /// @param name of the header, in lower case
  record Header(String name, String key) implements Credential {
    @Override
    public Map<String, String> headers(URI uri, Map<String, String> headers, byte[] body) {
      return Map.of(name, key);
    }

    @Override
    public Set<String> secrets() {
      return Set.of(key);
    }

    @Override
    public String toString() {
      return "Header[name=" + name + ", key=***]";
    }
  }

  /// `Authorization: Bearer`.
  record Bearer(String token) implements Credential {
    @Override
    public Map<String, String> headers(URI uri, Map<String, String> headers, byte[] body) {
      return Map.of("authorization", "Bearer " + token);
    }

    @Override
    public Set<String> secrets() {
      return Set.of(token);
    }

    @Override
    public String toString() {
      return "Bearer[token=***]";
    }
  }
}
