package dev.millrace.gateway.call.feedback;

import dev.millrace.gateway.call.Witness;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.profile.bud.Bud;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Usage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The answers that feedback may be given to: the latest, in memory. Those that failed, and dry runs,
/// are not among them. Thread-safe.
public final class Inferences implements Witness {
  private final int most;
  private final Map<String, Known> byId = new LinkedHashMap<>();
  private final Map<Episode, Integer> episodes = new HashMap<>();

  /// @param most how many are remembered
  public Inferences(int most) {
    this.most = most;
  }

  /// What is remembered of one.
  ///
  /// @param labels as its surface gave them; see [Bud]
  record Known(Episode episode, String model, Map<String, String> labels) {
    Known {
      labels = Map.copyOf(labels);
    }

    String account() {
      return episode.account();
    }
  }

  /// An episode of an account; the same id may be another's, too.
  record Episode(String account, String id) {}

  @Override
  public Hearing began(Beginning beginning) {
    return new Hearing() {
      @Override
      public void ended(Outcome outcome, Optional<Failure> failure, Usage usage) {
        if (outcome.charged()) {
          remember(beginning);
        }
      }
    };
  }

  private void remember(Beginning beginning) {
    var labels = beginning.labels();
    if (!Boolean.parseBoolean(labels.get(Bud.DRYRUN))) {
      var episode = new Episode(beginning.tenant().key(), labels.getOrDefault(Bud.EPISODE, ""));
      add(
          Bud.inference(beginning.naming().id()),
          new Known(episode, beginning.model().id(), labels));
    }
  }

  /// Takes one in; the oldest is forgotten where there are too many.
  synchronized void add(String id, Known known) {
    byId.put(id, known);
    episodes.merge(known.episode(), 1, Integer::sum);
    if (byId.size() > most) {
      var oldest = byId.entrySet().iterator();
      var forgotten = oldest.next().getValue().episode();
      oldest.remove();
      episodes.computeIfPresent(forgotten, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /// One of an account.
  synchronized Optional<Known> find(String account, String id) {
    return Optional.ofNullable(byId.get(id)).filter(known -> known.account().equals(account));
  }

  /// Whether an answer of an account is remembered that belongs to the episode.
  synchronized boolean knows(String account, String episode) {
    return episodes.containsKey(new Episode(account, episode));
  }
}
