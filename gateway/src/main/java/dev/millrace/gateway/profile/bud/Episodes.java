package dev.millrace.gateway.profile.bud;

import dev.millrace.gateway.json.Value;
import dev.millrace.gateway.profile.Draft;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Episodes: answers that belong together, under a UUID of version 7 that the first of them was
/// given or brought.
final class Episodes {
  private static final String FIELD = "tensorzero::episode_id";
  private static final String HEADER = "episode_id"; // deprecated at TensorZero (2026-11)
  private static final int VERSION = 7;
  private static final long EARLIEST = 1_579_751_960_000L;

  /// From here on TensorZero means a dynamic evaluation.
  private static final long EVALUATIONS = 10_000_000_000_000L;

  private final InstantSource clock;
  private final Standard fresh;

  Episodes(InstantSource clock) {
    this.clock = clock;
    this.fresh = new Standard(clock);
  }

  /// The episode of a request: that of its field, else of its header, else a new one.
  UUID of(Draft draft, Map<String, String> headers) {
    Optional<Value> given = draft.take(FIELD);
    return given
        .or(() ->
            Optional.ofNullable(headers.get(HEADER))
                .map(text -> new Value(HEADER, new Json.Text(text.strip()))))
        .map(this::checked)
        .orElseGet(() -> UUID.fromString(fresh.newId("")));
  }

  /// An episode as a client names it.
  UUID checked(Value given) {
    UUID episode = parse(given);
    if (episode.version() != VERSION) {
      throw given.refuse(
          Problem.OUT_OF_RANGE, "must be a UUID of version 7, not " + episode.version());
    }
    long millis = episode.getMostSignificantBits() >>> 16;
    if (millis < EARLIEST) {
      throw given.refuse(Problem.OUT_OF_RANGE, "has a timestamp that is too early");
    }
    if (millis >= EVALUATIONS) {
      throw given.refuse(Problem.UNSUPPORTED, "is of a dynamic evaluation, which we do not run");
    }
    if (millis > clock.millis()) {
      throw given.refuse(Problem.OUT_OF_RANGE, "has a timestamp in the future");
    }
    return episode;
  }

  private static UUID parse(Value given) {
    String text = given.text();
    try {
      var episode = UUID.fromString(text);
      if (episode.toString().equalsIgnoreCase(text)) {
        return episode;
      }
    } catch (IllegalArgumentException _) {
      // it is none; said below
    }
    throw given.outside("a UUID of version 7");
  }
}
