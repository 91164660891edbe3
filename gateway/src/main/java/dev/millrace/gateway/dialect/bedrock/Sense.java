package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.util.Optional;

/// What is wrong in a provider's answer is no fault of the client's request.
final class Sense {
  private Sense() {}

  /// Reads something of the provider's.
  ///
  /// @throws Refused with a failure of the provider, where `reading` finds a bad document
  static void demanded(String provider, Runnable reading) {
    try {
      reading.run();
    } catch (Refused refused) {
      if (refused.failure() instanceof Failure.BadRequest(var field, _, var why)) {
        String place = field.isEmpty() ? "" : field + " ";
        throw new Refused(
            new Failure.Upstream(
                provider, 502, Optional.empty(), "its answer makes no sense: " + place + why));
      }
      throw refused;
    }
  }
}
