package dev.millrace.gateway.call.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.gateway.call.prediction.Prediction.End;
import dev.millrace.gateway.call.prediction.Prediction.Status;
import dev.millrace.gateway.catalog.VersionedName;
import dev.millrace.llm.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ShelfTest {
  private static final VersionedName MODEL = new VersionedName("a", "b", OptionalInt.of(1));

  private Instant now = Instant.EPOCH;
  private final Shelf shelf =
      new Shelf(() -> now, new Shelf.Limits(3, 10_000, Duration.ofMinutes(10)));

  @Test
  void theNewestAreShownFirstPageByPage() {
    List.of("p1", "p2", "p3", "p4").forEach(id -> begin("me", id, ""));
    var first = shelf.page("me", OptionalLong.empty(), 3);
    assertThat(first.predictions()).extracting(Prediction::id).containsExactly("p4", "p3", "p2");
    var second = shelf.page("me", first.next(), 3);
    assertThat(second.predictions()).extracting(Prediction::id).containsExactly("p1");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void anAccountSeesItsOwnAlone() {
    begin("me", "mine", "");
    assertThat(shelf.page("you", OptionalLong.empty(), 9).predictions()).isEmpty();
    assertThatExceptionOfType(Refused.class).isThrownBy(() -> shelf.find("you", "mine"));
    assertThatExceptionOfType(Refused.class).isThrownBy(() -> shelf.cancel("you", "mine"));
    assertThat(shelf.find("me", "mine").id()).isEqualTo("mine");
  }

  @Test
  void whatHasEndedIsForgottenALittleLater() {
    end(begin("me", "done", ""));
    begin("me", "running", "");
    now = now.plus(Duration.ofMinutes(10));
    assertThat(ids()).containsExactly("running", "done");
    now = now.plusNanos(1);
    assertThat(ids()).containsExactly("running");
  }

  @Test
  void ofTooManyTheOldestThatHasEndedIsForgottenFirst() {
    var running = begin("me", "p1", "");
    end(begin("me", "p2", ""));
    end(begin("me", "p3", ""));
    end(begin("me", "p4", ""));
    assertThat(ids()).containsExactly("p4", "p3", "p1");
    end(running);
    begin("me", "p5", "");
    assertThat(ids()).containsExactly("p5", "p4", "p3");
  }

  @Test
  void whatIsTooMuchForTheMemoryIsForgotten() {
    end(begin("me", "small", ""));
    end(begin("me", "large", "x".repeat(9_500)));
    assertThat(ids()).isEmpty();
    end(begin("me", "next", ""));
    assertThat(ids()).containsExactly("next");
  }

  private Prediction begin(String account, String id, String input) {
    var prediction = Prediction.pending(id, account, MODEL, now, input);
    shelf.add(prediction, () -> {});
    return prediction;
  }

  private void end(Prediction prediction) {
    var end = new End(Status.SUCCEEDED, Optional.empty(), Optional.of("{}"));
    shelf.update(prediction.ended(now, end));
  }

  private List<String> ids() {
    return shelf.page("me", OptionalLong.empty(), 9).predictions().stream()
        .map(Prediction::id)
        .toList();
  }
}
