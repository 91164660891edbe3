package dev.millrace.gateway.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.dialect.openai.chat.Replies;
import dev.millrace.gateway.dialect.openai.chat.ToFrames;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Event;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A client of OpenAI's that calls tools of the third generation of Gemini: signatures travel to it
/// and back.
final class ToolLoopTest {
  private static final Naming NAMING = new Naming("chatcmpl-1", "m", Instant.EPOCH);
  private static final String EXTRA =
      "\"extra_content\":{\"google\":{\"thought_signature\":\"c2ln\"}}";
  private static final String ANSWER =
      Talk.last(
          "{\"functionCall\":{\"name\":\"weather\",\"args\":{}},\"thoughtSignature\":\"c2ln\"}");

  @Test
  void theSignatureOfACallGoesToTheClientAndBack() {
    var message = member(JsonReader.readObject(Replies.write(Talk.reply(ANSWER), NAMING)));
    assertThat(message).contains(EXTRA);
    String request =
        "{\"model\":\"gemini-3-pro\",\"messages\":[{\"role\":\"user\",\"content\":\"?\"},"
            + message
            + ",{\"role\":\"tool\",\"tool_call_id\":\"call_r9_0_0\",\"content\":\"Snow\"}]}";
    var asked =
        new ChatCompletions()
            .read(JsonReader.readObject(request), Readings.STRICT)
            .requests()
            .getFirst();
    assertThat(Talk.written(asked, "contents"))
        .contains("\"args\":{}},\"thoughtSignature\":\"c2ln\"}");
  }

  private static String member(Json.Fields answer) {
    var choice =
        (Json.Fields) ((Json.Items) answer.get("choices").orElseThrow()).values().getFirst();
    return JsonWriter.text(choice.get("message").orElseThrow());
  }

  @Test
  void aStreamTellsTheSignatureOnceWithTheFirstOfTheCall() {
    var chunks = streamed(Talk.events(1, ANSWER));
    assertThat(chunks)
        .filteredOn(chunk -> chunk.contains("extra_content"))
        .singleElement()
        .satisfies(
            chunk -> assertThat(chunk).contains("\"id\":\"call_r9_0_0\"", "\"index\":0", EXTRA));
  }

  @Test
  void aSignatureThatComesLaterIsToldLater() {
    var chunks = streamed(events(new Part.Signature("google", "c2ln")));
    assertThat(chunks)
        .anyMatch(chunk -> chunk.contains("\"tool_calls\":[{\"index\":0," + EXTRA + "}]"));
  }

  @Test
  void signaturesOfOtherMakersAreNotTold() {
    assertThat(streamed(events(new Part.Signature("anthropic", "secret"))))
        .noneMatch(chunk -> chunk.contains("secret"));
  }

  private static List<Event> events(Part.Signature signature) {
    return List.of(
        new Event.Opened("x", "m"),
        new Event.Began(0, 0, new Part.ToolCall("a", "weather", "", Optional.empty())),
        new Event.Grew(0, 0, "{}", List.of()),
        new Event.Signed(0, 0, signature),
        new Event.Ended(0, 0));
  }

  private static List<String> streamed(List<Event> events) {
    var frames = new ArrayList<Frame>();
    var writer = new ToFrames(NAMING);
    events.forEach(event -> writer.turn(event, frames::add));
    return frames.stream().map(Frame::data).toList();
  }

  @Test
  void whatEventsFoldToIsWhatTheyWereOf() {
    var reply = Talk.reply(ANSWER);
    assertThat(Reply.of(reply.events())).isEqualTo(reply);
    assertThat(new String(Replies.write(reply, NAMING), StandardCharsets.UTF_8)).contains(EXTRA);
  }
}
