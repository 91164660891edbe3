package dev.millrace.gateway.call;

import dev.millrace.gateway.attach.Inliner;
import dev.millrace.gateway.json.Search;
import dev.millrace.gateway.loop.Loop;
import dev.millrace.gateway.route.Plan;
import dev.millrace.gateway.route.Relay;
import dev.millrace.llm.Json;

/// Does what takes a while before an attempt: follows the links of requests for upstreams that want
/// bytes, and finds out what forms their answers are to be of.
public final class Links {
  private final Inliner inliner;
  private final Aside aside;

  /// @param aside where links are followed
  public Links(Inliner inliner, Aside aside) {
    this.inliner = inliner;
    this.aside = aside;
  }

  /// The way to the attempts at one request.
  ///
  /// @param document the request as the client wrote it, where a link that fails is looked for
  Relay.Way way(Json.Fields document, Loop loop) {
    return (attempt, ready, failed) -> {
      boolean wanted =
          attempt.requests().stream()
              .anyMatch(request -> Inliner.wants(request, attempt::wantsBytes));
      if (wanted || !attempt.ready()) {
        aside.run(loop, () -> prepared(attempt, document), ready, failed);
      } else {
        ready.accept(attempt);
      }
    };
  }

  private Plan.Try prepared(Plan.Try attempt, Json.Fields document) {
    attempt.prepare();
    return inlined(attempt, document);
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
