package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Model.Deployment;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Routing;
import dev.millrace.gateway.catalog.Routing.Affinity;
import dev.millrace.gateway.catalog.Routing.Strategy;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// Models at places that tests make up, and a planner for them. The first model is called `m`.
final class Fleet {
  static final Terms TERMS = terms(Unknown.REFUSE);

  private final List<Model> models;
  private final Map<String, Means> means;
  private final FakeLoad load;
  private final Planner planner;

  private Fleet(List<Model> models, Map<String, Means> means, FakeLoad load, Random random) {
    this.models = models;
    this.means = means;
    this.load = load;
    var targets = new HashMap<String, Target>();
    for (var model : models) {
      model.deployments().forEach(place -> targets.put(place.provider(), target(place, means)));
    }
    this.planner = new Planner(new Catalog(models), targets, load, random::nextDouble);
  }

  private static Target target(Deployment place, Map<String, Means> means) {
    var patience = Duration.ofMinutes(1);
    return new Target(
        place.provider(),
        (_, _) -> {
          throw new IllegalStateException("nobody is asked");
        },
        patience,
        patience,
        means.getOrDefault(place.provider(), Means.chat()),
        Optional.empty(),
        Optional.empty());
  }

  static Fleet of(Deployment... places) {
    var model = model("m", new Price.Free(), List.of(places));
    return new Fleet(List.of(model), Map.of(), new FakeLoad(), new Random(7));
  }

  private static Model model(String name, Price price, List<Deployment> places) {
    return new Model(
        name,
        List.of(),
        "acme",
        Instant.EPOCH,
        OptionalInt.empty(),
        price,
        Traits.unknown(),
        places,
        Manner.usual());
  }

  static Terms terms(Unknown unknown) {
    return new Terms(unknown, new Habits(true, Reasoning.Mode.OFF), false, List.of());
  }

  static Request request(String model, String text) {
    return Request.of(model, List.of(Message.of(Role.USER, text)));
  }

  /// The same with another model.
  Fleet and(String name, Price price, Deployment... places) {
    var all = new ArrayList<>(models);
    all.add(model(name, price, List.of(places)));
    return new Fleet(all, means, load, new Random(7));
  }

  Fleet routed(Strategy strategy) {
    return routed(strategy, Affinity.NONE);
  }

  Fleet routed(Strategy strategy, Affinity affinity) {
    var routing = new Routing(strategy, affinity);
    var all = models.stream().map(model -> model.withRouting(routing)).toList();
    return new Fleet(all, means, load, new Random(7));
  }

  Fleet seeded(int seed) {
    return new Fleet(models, means, load, new Random(seed));
  }

  Fleet speaking(String provider, Means other) {
    var all = new HashMap<>(means);
    all.put(provider, other);
    return new Fleet(models, all, load, new Random(7));
  }

  Planner planner() {
    return planner;
  }

  Model model() {
    return models.getFirst();
  }

  FakeLoad load() {
    return load;
  }

  Plan plan(Request request, Terms terms) {
    return planner.plan(List.of(request), terms);
  }

  /// The providers that are asked, in order.
  List<String> asked(Request request, Terms terms) {
    return plan(request, terms).attempts().stream()
        .map(attempt -> attempt.target().provider())
        .toList();
  }

  List<String> asked(String text, Terms terms) {
    return asked(request("m", text), terms);
  }

  /// How often each provider is asked first.
  Map<String, Integer> firsts(int times, String text, Terms terms) {
    var firsts = new TreeMap<String, Integer>();
    for (int time = 0; time < times; time++) {
      firsts.merge(asked(text, terms).getFirst(), 1, Integer::sum);
    }
    return firsts;
  }

  Failure refusal(Request request, Terms terms) {
    return catchThrowableOfType(Refused.class, () -> plan(request, terms)).failure();
  }

  /// What tests say of how busy places are.
  static final class FakeLoad implements Load {
    private final Set<String> broken = new HashSet<>();
    private final Map<String, Integer> outstanding = new HashMap<>();
    private final Map<String, Double> latencies = new HashMap<>();

    void broken(Deployment place) {
      broken.add(place.provider());
    }

    void outstanding(Deployment place, int requests) {
      outstanding.put(place.provider(), requests);
    }

    void latency(Deployment place, double nanoseconds) {
      latencies.put(place.provider(), nanoseconds);
    }

    @Override
    public boolean usable(Deployment deployment) {
      return !broken.contains(deployment.provider());
    }

    @Override
    public int outstanding(Deployment deployment) {
      return outstanding.getOrDefault(deployment.provider(), 0);
    }

    @Override
    public double latency(Deployment deployment) {
      return latencies.getOrDefault(deployment.provider(), 0.0);
    }
  }
}
