package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.openai.responses.Transcript;
import java.util.List;
import java.util.Optional;

/// Where responses are kept, each for the account that asked for it and for no other. It may forget
/// them when it likes, but not those that are still being given. Thread-safe.
public interface Archive {
  /// Keeps a response.
  void keep(String account, Transcript transcript);

  /// Takes note that a response is over.
  void over(String account, Transcript transcript);

  /// A response, by its id.
  Optional<Transcript> find(String account, String id);

  /// All responses of an account, the latest first.
  List<Transcript> all(String account);

  /// Forgets a response; false if there is none.
  boolean remove(String account, String id);
}
