package dev.millrace.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.dialect.Seal;
import dev.millrace.gateway.dialect.StreamWriter.Broken;
import dev.millrace.gateway.dialect.openai.responses.Past;
import dev.millrace.gateway.dialect.openai.responses.Responses;
import dev.millrace.gateway.dialect.openai.responses.Transcript;
import dev.millrace.gateway.dialect.openai.responses.Writing;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Usage;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MemoryArchiveTest {
  private static final Broken BROKEN =
      new Broken(new Failure.Cancelled(), "req_1", new Usage(0, 0, 0, 0, Usage.Origin.ESTIMATED));

  private final MemoryArchive archive = new MemoryArchive(3, 40_000);

  @Test
  void theOldestOfTheAccountThatTakesTheMostGoesFirst() {
    keep("large", over("resp_1", 2_000));
    keep("small", over("resp_2", 10));
    keep("large", over("resp_3", 2_000));
    keep("large", over("resp_4", 2_000));
    assertThat(archive.all("large")).extracting(Transcript::id).containsExactly("resp_4", "resp_3");
    assertThat(archive.all("small")).hasSize(1);
  }

  @Test
  void whatTakesTooMuchSpaceIsForgotten() {
    keep("a", over("resp_1", 9_000));
    keep("a", over("resp_2", 9_000));
    assertThat(archive.all("a")).extracting(Transcript::id).containsExactly("resp_2");
  }

  @Test
  void whatIsStillBeingGivenStays() {
    for (int number = 0; number < 5; number++) {
      keep("a", transcript("resp_" + number, 10));
    }
    assertThat(archive.all("a")).hasSize(5);
    var first = archive.find("a", "resp_0").orElseThrow();
    first.fail(BROKEN);
    archive.over("a", first);
    assertThat(archive.find("a", "resp_0")).isEmpty();
  }

  @Test
  void whatWasForgottenDoesNotComeBackWhenItEnds() {
    var transcript = transcript("resp_1", 10);
    keep("a", transcript);
    assertThat(archive.remove("a", "resp_1")).isTrue();
    assertThat(archive.remove("a", "resp_1")).isFalse();
    archive.over("a", transcript);
    assertThat(archive.all("a")).isEmpty();
  }

  @Test
  void whatBelongsToAnotherIsNotThere() {
    keep("a", over("resp_1", 10));
    assertThat(archive.find("b", "resp_1")).isEmpty();
    assertThat(archive.remove("b", "resp_1")).isFalse();
    assertThat(archive.find("a", "resp_1")).isPresent();
  }

  private void keep(String account, Transcript transcript) {
    archive.keep(account, transcript);
  }

  private static Transcript over(String id, int length) {
    var transcript = transcript(id, length);
    transcript.fail(BROKEN);
    return transcript;
  }

  private static Transcript transcript(String id, int length) {
    String body =
        "{\"model\":\"m\",\"background\":true,\"instructions\":\""
            + "x".repeat(length)
            + "\",\"input\":\"hi\"}";
    var asked =
        new Responses(new NoSeal(), Past.none(), () -> Instant.EPOCH)
            .read(JsonReader.readObject(body), Readings.STRICT);
    return ((Writing) asked.writer()).transcript(new Naming(id, "m", Instant.EPOCH));
  }

  private static final class NoSeal implements Seal {
    @Override
    public String seal(String text) {
      return text;
    }

    @Override
    public Optional<String> open(String token) {
      return Optional.empty();
    }
  }
}
