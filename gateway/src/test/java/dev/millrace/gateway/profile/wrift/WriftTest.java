package dev.millrace.gateway.profile.wrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.profile.Opening;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WriftTest {
  private static final Surface CHAT = Surface.openAi("messages");
  private static final Surface MESSAGES = Surface.anthropic("messages");

  private final Wrift wrift = new Wrift(InstantSource.system());

  @ParameterizedTest
  @ValueSource(
      strings = {"deepseek-ai/deepseek-r1", "deepseek-ai/deepseek-r1:2", "a/b:0", "a.b/c_d:12"})
  void aModelIsNamedWithItsOwner(String name) {
    assertThat(open(CHAT, "{\"model\":\"" + name + "\"}").notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt",
        "",
        "a/b:",
        "a/b:latest",
        "a/b:-1",
        "a/b/c",
        "/b",
        "a/",
        "a b/c",
        "a/b:1.5"
      })
  void anyOtherNameIsRefused(String name) {
    for (var surface : new Surface[] {CHAT, MESSAGES}) {
      assertThatExceptionOfType(Refused.class)
          .isThrownBy(() -> open(surface, "{\"model\":\"" + name + "\"}"))
          .extracting(Refused::failure)
          .isInstanceOfSatisfying(
              Failure.BadRequest.class, bad -> assertThat(bad.field()).isEqualTo("model"));
    }
  }

  @Test
  void nothingStreamsButMessages() {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> open(CHAT, "{\"stream\":true}"))
        .withMessageContaining("does not stream");
    assertThat(open(CHAT, "{\"stream\":false}").notes()).isEmpty();
    assertThat(open(MESSAGES, "{\"stream\":true}").notes()).isEmpty();
  }

  @Test
  void theOlderNameOfTheLimitIsTakenForTheNewer() {
    var opening = open(CHAT, "{\"max_tokens\":7}");
    assertThat(JsonWriter.text(opening.body())).isEqualTo("{\"max_completion_tokens\":7}");
    assertThat(opening.notes())
        .containsExactly(new Note("max_tokens", Note.Fate.RENAMED, "to max_completion_tokens"));
  }

  @Test
  void ofBothNamesTheDocumentedOneCounts() {
    var opening = open(CHAT, "{\"max_tokens\":7,\"max_completion_tokens\":5}");
    assertThat(JsonWriter.text(opening.body())).isEqualTo("{\"max_completion_tokens\":5}");
    assertThat(opening.notes()).extracting(Note::fate).containsExactly(Note.Fate.DROPPED);
  }

  @Test
  void anthropicsOwnLimitKeepsItsName() {
    assertThat(JsonWriter.text(open(MESSAGES, "{\"max_tokens\":7}").body()))
        .isEqualTo("{\"max_tokens\":7}");
  }

  @Test
  void anAnswerNamesItsPrediction() {
    String id = wrift.newId("chatcmpl-");
    String prediction = Wrift.prediction(id);
    assertThat(id).isEqualTo("chatcmpl-" + prediction);
    assertThat(wrift.headers(id, "/wrift/v1/chat/completions"))
        .isEqualTo(
            Map.of(
                "location", "/wrift/v1/predictions/" + prediction, "x-prediction-id", prediction));
  }

  @Test
  void unknownFieldsAreDroppedUnlessTheClientWantsToBeStrict() {
    assertThat(wrift.unknownFields(CHAT, Optional.empty())).isEqualTo(Unknown.DROP);
    assertThat(wrift.unknownFields(CHAT, Optional.of("Strict"))).isEqualTo(Unknown.REFUSE);
    assertThat(wrift.habits().parallelCalls()).isFalse();
  }

  private Opening open(Surface surface, String body) {
    return wrift.open(surface, JsonReader.readObject(body), Map.of());
  }
}
