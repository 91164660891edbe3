package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Model.Deployment;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Refused;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Who of a model's places may be asked at all.
record Eligibility(Model model, Terms terms) {
  /// Those that may be asked, in the order of the catalogue; at least one.
  ///
  /// @throws Refused if none may, with what keeps the last of them away
  List<Deployment> places() {
    affordable();
    var named = kept(model.deployments(), this::named, this::unnamed);
    var kind =
        kept(
            named,
            place -> !terms.forgetful() || keepsNothing(place),
            () -> new Failure.NoZeroRetention(model.id()));
    return kept(kind, this::near, this::far);
  }

  private static List<Deployment> kept(
      List<Deployment> places, Predicate<Deployment> rule, Supplier<Failure> failure) {
    var kept = places.stream().filter(rule).toList();
    if (kept.isEmpty()) {
      throw new Refused(failure.get());
    }
    return kept;
  }

  private boolean keepsNothing(Deployment place) {
    return place.zeroRetention() || model.traits().zeroRetention();
  }

  private boolean named(Deployment place) {
    var preferences = terms.preferences();
    boolean closed = !preferences.fallbacks() && !preferences.order().isEmpty();
    return preferences.only().stream().allMatch(only -> any(only, place))
        && !any(preferences.ignore(), place)
        && (!closed || any(preferences.order(), place));
  }

  private static boolean any(Iterable<String> names, Deployment place) {
    for (String name : names) {
      if (Names.means(name, place)) {
        return true;
      }
    }
    return false;
  }

  private Failure unnamed() {
    String there =
        model.deployments().stream().map(Names::of).distinct().collect(Collectors.joining(", "));
    return outside(
        "provider", "leaves nobody to ask: the model " + model.id() + " runs at " + there);
  }

  private boolean near(Deployment place) {
    return terms.regions().isEmpty()
        || place.region().stream()
            .map(region -> region.toLowerCase(Locale.ROOT))
            .anyMatch(region ->
                terms.regions().stream()
                    .anyMatch(wanted -> region.equals(wanted) || region.startsWith(wanted + "-")));
  }

  private Failure far() {
    return outside(
        "x-millrace-region",
        "leaves nobody to ask: the model "
            + model.id()
            + " does not run in "
            + terms.regions().stream().sorted().collect(Collectors.joining(" or ")));
  }

  /// What the client pays does not depend on the place.
  private void affordable() {
    var ceiling = terms.preferences().ceiling();
    if (model.price() instanceof Price.PerMillion(var input, _, _, var output)
        && (ceiling.input().orElse(input) < input || ceiling.output().orElse(output) < output)) {
      throw new Refused(
          outside(
              "provider.max_price",
              "is less than the model %s costs: %s dollars per million tokens of the prompt, %s of"
                      .formatted(model.id(), dollars(input), dollars(output))
                  + " the answer"));
    }
  }

  private static String dollars(long nanos) {
    return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
  }

  private static Failure outside(String field, String why) {
    return new Failure.BadRequest(field, Problem.OUT_OF_RANGE, why);
  }
}
