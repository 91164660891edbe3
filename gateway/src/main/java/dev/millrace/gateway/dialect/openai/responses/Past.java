package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.List;
import java.util.Optional;

/// What was said before, as far as it is kept. Thread-safe.
public interface Past {
  /// All items that a response was given and gave, in their order.
  ///
  /// @param account whose response it is
  /// @throws Refused if there is no such response, or if it is not whole yet
  List<Json.Fields> conversation(String account, String responseId);

  /// One item, by its id.
  ///
  /// @param account whose item it is
  Optional<Json.Fields> item(String account, String itemId);

  /// Nothing is kept.
  static Past none() {
    return new Past() {
      @Override
      public List<Json.Fields> conversation(String account, String responseId) {
        throw new Refused(new Failure.NotFound("response", responseId));
      }

      @Override
      public Optional<Json.Fields> item(String account, String itemId) {
        return Optional.empty();
      }
    };
  }
}
