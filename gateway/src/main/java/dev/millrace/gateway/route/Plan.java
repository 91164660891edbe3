package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.llm.Request;
import java.util.List;

/// What is going to be done about a request.
///
/// @param attempts in the order in which they are tried; at least one
/// @param receipt what became of the fields of the request
public record Plan(Model model, List<Try> attempts, Receipt receipt) {
  public Plan {
    attempts = List.copyOf(attempts);
  }

  /// One attempt that may be made: the requests as that upstream is to get them.
  ///
  /// @param requests whose answers are one
  public record Try(Target target, List<Request> requests) {
    public Try {
      requests = List.copyOf(requests);
    }
  }
}
