package dev.millrace.gateway.call;

import dev.millrace.gateway.attach.Inliner;
import dev.millrace.gateway.json.Search;
import dev.millrace.gateway.loop.Loop;
import dev.millrace.gateway.route.Plan;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import java.util.function.Consumer;

/// Follows the links of requests for upstreams that want bytes.
public final class Links {
  private final Inliner inliner;
  private final Aside aside;

  /// @param aside where links are followed
  public Links(Inliner inliner, Aside aside) {
    this.inliner = inliner;
    this.aside = aside;
  }

  /// What is to be done before an attempt.
  interface Way {
    /// Does it; tells one of the two, on the loop, perhaps at once.
    ///
    /// @param ready is told the attempt as it can be made
    void go(Consumer<Plan.Try> ready, Consumer<Failure> failed);
  }

  /// The way to an attempt.
  ///
  /// @param document the request as the client wrote it, where a link that fails is looked for
  Way to(Plan.Try attempt, Json.Fields document, Loop loop) {
    boolean wanted =
        attempt.requests().stream()
            .anyMatch(request -> Inliner.wants(request, attempt::wantsBytes));
    return wanted
        ? (ready, failed) -> aside.run(loop, () -> inlined(attempt, document), ready, failed)
        : (ready, _) -> ready.accept(attempt);
  }

  private Plan.Try inlined(Plan.Try attempt, Json.Fields document) {
    var requests =
        attempt.requests().stream()
            .map(request ->
                inliner.inline(
                    request, attempt::wantsBytes, url -> Search.path(url, document).orElse("")))
            .toList();
    return attempt.withRequests(requests);
  }
}
