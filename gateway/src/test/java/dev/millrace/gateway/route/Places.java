package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.llm.Request;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/// Places for tests that do not care where a model is.
public final class Places {
  private Places() {}

  /// A try at a model that costs nothing, at that target.
  public static Plan.Try attempt(Target target, List<Request> requests) {
    return new Plan.Try(at(target), requests, new Receipt(List.of()));
  }

  /// A model that costs nothing, at that target.
  public static Place at(Target target) {
    var deployment = new Model.Deployment(target.provider(), "acme-tiny");
    var model =
        new Model(
            "tiny",
            List.of(),
            "acme",
            Instant.EPOCH,
            OptionalInt.of(100),
            new Price.Free(),
            Traits.unknown(),
            List.of(deployment),
            Manner.usual());
    return new Place(model, deployment, target);
  }
}
