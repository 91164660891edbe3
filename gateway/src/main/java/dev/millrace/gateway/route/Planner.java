package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Model.Deployment;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.route.check.Languages;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/// Decides who is asked, in which order, and with what. Thread-safe.
public final class Planner {
  private static final int MOST_LANDMARKS = 100_000;

  private final Catalog catalog;
  private final Map<String, Target> targets;
  private final Load load;
  private final Order order;
  private final Languages languages = new Languages();

  /// One that knows nothing of how busy places are.
  ///
  /// @param targets by the provider's name
  /// @throws IllegalArgumentException if a deployment names a provider that is not there
  public Planner(Catalog catalog, Map<String, Target> targets) {
    this(catalog, targets, Load.unknown());
  }

  /// @param targets by the provider's name
  /// @throws IllegalArgumentException if a deployment names a provider that is not there
  public Planner(Catalog catalog, Map<String, Target> targets, Load load) {
    this(catalog, targets, load, () -> ThreadLocalRandom.current().nextDouble());
  }

  /// @param targets by the provider's name
  /// @param chance numbers from 0 to 1, of which 1 is none; asked by any thread
  /// @throws IllegalArgumentException if a deployment names a provider that is not there
  public Planner(Catalog catalog, Map<String, Target> targets, Load load, DoubleSupplier chance) {
    this.catalog = catalog;
    this.targets = Map.copyOf(targets);
    this.load = load;
    this.order = new Order(new Strategies(load, chance), load, new Trail(MOST_LANDMARKS));
    for (var model : catalog.models()) {
      for (var deployment : model.deployments()) {
        if (!targets.containsKey(deployment.provider())) {
          throw new IllegalArgumentException(
              "model " + model.id() + " runs at unknown provider " + deployment.provider());
        }
      }
    }
  }

  /// The plan for requests whose answers are one: all who may be asked and can honour them, the
  /// best first. Places that have failed too often of late come after all others, as do those whose
  /// window seems too small.
  ///
  /// @param requests all to the same model; at least one
  /// @throws Refused if nobody can be asked: with [Failure.ModelNotFound] if nobody offers the
  ///     model, or with what the last obstacle was
  public Plan plan(List<Request> requests, Terms terms) {
    var notes = new ArrayList<>(terms.notes());
    var tries = new ArrayList<Plan.Try>();
    var refusals = new ArrayList<Refusal>();
    for (var entry : models(requests.getFirst().model(), terms, notes).entrySet()) {
      var draft = new Draft(entry.getKey(), entry.getValue(), requests, terms, notes);
      tries.addAll(tries(draft, refusals));
    }
    if (tries.isEmpty()) {
      throw Refusal.best(refusals);
    }
    return new Plan(tries.size() == 1 ? tries : Ranks.of(requests, load).sorted(tries));
  }

  private List<Plan.Try> tries(Draft draft, List<Refusal> refusals) {
    var preferences = draft.terms().preferences();
    try {
      var open = new Eligibility(draft.model(), draft.terms()).places();
      var fits = fits(draft, order.of(draft, open), refusals);
      boolean one = !preferences.fallbacks() && preferences.order().isEmpty();
      return one ? fits.stream().limit(1).toList() : fits;
    } catch (Refused refused) {
      refusals.add(new Refusal(false, refused));
      return List.of();
    }
  }

  /// Where a model is found.
  ///
  /// @throws Refused with [Failure.ModelNotFound] if nobody offers it
  public Place place(String name) {
    Model model = find(name);
    return place(model, model.deployments().getFirst());
  }

  /// Where inputs are turned into vectors: the best of the places that may be asked and do that;
  /// where none does, the best of those that may be asked. Vectors of different models do not
  /// compare, so that nobody else takes a model's place.
  ///
  /// @param inputs all to the same model; at least one
  /// @throws Refused with [Failure.ModelNotFound] if nobody offers the model, or with what keeps its
  ///     places away
  public Place embedding(List<Request> inputs, Terms terms) {
    String name = inputs.getFirst().model();
    var draft = new Draft(name, find(name), inputs, terms, terms.notes());
    var open = new Eligibility(draft.model(), terms).places();
    return order.of(draft, open).stream()
        .map(deployment -> place(draft.model(), deployment))
        .min(
            Comparator.comparing((Place place) -> place.target().embedder().isEmpty())
                .thenComparing(place -> !load.usable(place.deployment())))
        .orElseThrow();
  }

  /// The models that may answer, by the names that the client gave them.
  private Map<String, Model> models(String first, Terms terms, List<Note> notes) {
    var models = new LinkedHashMap<String, Model>();
    var others = terms.preferences().models();
    try {
      models.put(first, find(first));
    } catch (Refused refused) {
      if (others.isEmpty() || terms.unknown() == Unknown.REFUSE) {
        throw refused;
      }
      notes.add(Note.dropped("model", "nobody offers it"));
    }
    for (int at = 0; at < others.size(); at++) {
      String name = others.get(at);
      var model = catalog.find(name);
      if (model.isEmpty() && terms.unknown() == Unknown.REFUSE) {
        throw new Refused(new Failure.ModelNotFound(name));
      }
      if (model.isEmpty()) {
        notes.add(Note.dropped("models[" + at + "]", "nobody offers it"));
      } else if (!models.containsValue(model.get())) {
        models.put(name, model.get());
      }
    }
    if (models.isEmpty()) {
      throw new Refused(new Failure.ModelNotFound(first));
    }
    return models;
  }

  private List<Plan.Try> fits(Draft draft, List<Deployment> places, List<Refusal> refusals) {
    var fits = new ArrayList<Plan.Try>();
    for (var deployment : places) {
      try {
        fits.add(draft.at(place(draft.model(), deployment), languages));
      } catch (Refused refused) {
        refusals.add(new Refusal(true, refused));
      }
    }
    return fits;
  }

  private Model find(String name) {
    return catalog.find(name).orElseThrow(() -> new Refused(new Failure.ModelNotFound(name)));
  }

  private Place place(Model model, Deployment deployment) {
    return new Place(model, deployment, Objects.requireNonNull(targets.get(deployment.provider())));
  }

  /// Why somebody is not asked.
  ///
  /// @param near whether it was the request that he could not honour
  private record Refusal(boolean near, Refused refused) {
    /// What helps the client most: what the first place that may be asked has to say against the
    /// request, else why none may.
    static Refused best(List<Refusal> refusals) {
      return refusals.stream()
          .filter(Refusal::near)
          .findFirst()
          .orElseGet(refusals::getFirst)
          .refused();
    }
  }
}
