package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.ledger.Money;
import dev.millrace.gateway.route.check.Checks;
import dev.millrace.llm.Part.Attachment;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/// What is going to be done about a request.
///
/// @param attempts in the order in which they are tried; at least one
public record Plan(List<Try> attempts) {
  public Plan {
    attempts = List.copyOf(attempts);
  }

  /// The same with something done to each attempt.
  public Plan each(UnaryOperator<Try> step) {
    return new Plan(attempts.stream().map(step).toList());
  }

  /// The attempt that is made first.
  public Try first() {
    return attempts.getFirst();
  }

  /// The model that was asked for.
  public Model model() {
    return first().place().model();
  }

  /// What the request can cost at worst, whoever answers.
  ///
  /// @param meter of the request
  public Money worst(Meter meter) {
    return attempts.stream()
        .map(Try::place)
        .map(place -> place.model().price().of(meter.worst(place.window())))
        .max(Comparator.naturalOrder())
        .orElse(Money.ZERO);
  }

  /// What becomes of the fields of the request if the first attempt answers.
  public Receipt receipt() {
    return first().receipt();
  }

  /// One attempt that may be made: the requests as that upstream is to get them.
  ///
  /// @param requests whose answers are one
  /// @param receipt what became of the fields of the requests, for this upstream
  /// @param asked what the client calls the model that answers: the one that it asked for, or
  ///     another of its list
  public record Try(Place place, List<Request> requests, Receipt receipt, String asked) {
    public Try {
      requests = List.copyOf(requests);
    }

    /// One whose model is called by its own name.
    public Try(Place place, List<Request> requests, Receipt receipt) {
      this(place, requests, receipt, place.model().id());
    }

    /// The same with other requests.
    public Try withRequests(List<Request> others) {
      return new Try(place, others, receipt, asked);
    }

    /// The same with another receipt.
    public Try withReceipt(Receipt other) {
      return new Try(place, requests, other, asked);
    }

    /// Whether it can be made at once; else [#prepare] comes first, which takes a while.
    public boolean ready() {
      return target().checks().map(Checks::ready).orElse(true);
    }

    /// Finds out what answers are to be held to.
    ///
    /// @throws Refused if that cannot be; it says where
    public void prepare() {
      target().checks().ifPresent(Checks::prepare);
    }

    /// Who is asked.
    public Target target() {
      return place.target();
    }

    /// Whether the bytes of an attachment must go along, not a link to them.
    public boolean wantsBytes(Attachment attachment) {
      var means = place.means();
      boolean inlines = place.deployment().inlinesLinks();
      return switch (attachment.kind()) {
        case IMAGE -> means.has(Ask.IMAGES) && (inlines || !means.has(Ask.LINKED_IMAGES));
        case DOCUMENT -> means.has(Ask.DOCUMENTS) && (inlines || !means.has(Ask.LINKED_DOCUMENTS));
        case AUDIO -> means.has(Ask.AUDIO) && inlines;
        case VIDEO -> means.has(Ask.VIDEO) && inlines;
      };
    }
  }
}
