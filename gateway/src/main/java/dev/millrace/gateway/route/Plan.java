package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.llm.Part.Attachment;
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
  /// @param inlinesLinks whether the upstream wants bytes where requests have links
  public record Try(Target target, List<Request> requests, boolean inlinesLinks) {
    public Try {
      requests = List.copyOf(requests);
    }

    /// One where the upstream follows links as well as its protocol has words for them.
    public Try(Target target, List<Request> requests) {
      this(target, requests, false);
    }

    /// The same with other requests.
    public Try withRequests(List<Request> others) {
      return new Try(target, others, inlinesLinks);
    }

    /// Whether the bytes of an attachment must go along, not a link to them. OpenAI Chat
    /// Completions has no word for a link to a document.
    public boolean wantsBytes(Attachment attachment) {
      return switch (target.means()) {
        case ENGINE -> false;
        case CHAT -> inlinesLinks || attachment.kind() == Attachment.Kind.DOCUMENT;
      };
    }
  }
}
