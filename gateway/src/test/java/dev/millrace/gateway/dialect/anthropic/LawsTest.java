package dev.millrace.gateway.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.dialect.anthropic.Samples.Sample;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.dialect.sse.FrameReader;
import dev.millrace.gateway.dialect.sse.FrameWriter;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Event;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LawsTest {
  @ParameterizedTest
  @MethodSource("replies")
  void aStreamSaysWhatTheWholeAnswerSays(Sample sample) {
    for (boolean shown : new boolean[] {true, false}) {
      assertThat(StreamedMessage.of(Samples.frames(sample.reply().events(), shown)))
          .isEqualTo(whole(sample.reply(), shown));
    }
  }

  @ParameterizedTest
  @MethodSource("replies")
  void partsThatGrowAtTheSameTimeAreStreamedOneAfterTheOther(Sample sample) {
    for (int seed = 0; seed < 5; seed++) {
      List<Event> shuffled = Samples.shuffled(sample.reply(), new Random(seed));
      assertThat(StreamedMessage.of(Samples.frames(shuffled, true)))
          .as("order %d", seed)
          .isEqualTo(whole(sample.reply(), true));
    }
  }

  @ParameterizedTest
  @MethodSource("replies")
  void aStreamSurvivesItsBytes(Sample sample) {
    var frames = Samples.frames(sample.reply().events(), true);
    var read = new ArrayList<Frame>();
    var reader = new FrameReader("us", 1 << 20);
    frames.forEach(frame -> reader.turn(FrameWriter.bytes(frame), read::add));
    assertThat(read).isEqualTo(frames);
  }

  @ParameterizedTest
  @MethodSource("replies")
  void whatComesBackIsWhatWasSaid(Sample sample) {
    for (boolean shown : new boolean[] {true, false}) {
      var content = whole(sample.reply(), shown).get("content").orElseThrow();
      assertThat(readBack(content)).isEqualTo(said(sample.reply()));
    }
  }

  static Stream<Sample> replies() {
    return Samples.replies();
  }

  private static Json.Fields whole(Reply reply, boolean shown) {
    return JsonReader.readObject(Replies.write(reply, Samples.NAMING, Samples.wire(shown)));
  }

  private static List<Part> readBack(Json content) {
    var body =
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"assistant\",\"content\":"
            + JsonWriter.text(content)
            + "},{\"role\":\"user\",\"content\":\"and?\"}]}";
    var asked = Requests.read(JsonReader.readObject(body), Readings.STRICT, Samples.THOUGHTS);
    var first = asked.request().messages().getFirst();
    assertThat(first.role()).isEqualTo(Role.ASSISTANT);
    return first.parts();
  }

  private static List<Part> said(Reply reply) {
    var parts = new ArrayList<Part>();
    for (var piece : reply.choices().getFirst().pieces()) {
      if (!Wire.isNothing(piece.part())) {
        parts.add(said(piece.part(), parts.size()));
      }
    }
    return parts;
  }

  /// Refusals come back as the text that they are, and calls that had none with an id and arguments.
  private static Part said(Part part, int number) {
    return switch (part) {
      case Part.Refusal(var text) -> new Part.Text(text);
      case Part.ToolCall(var id, var name, var arguments, _) ->
          new Part.ToolCall(
              id.isEmpty() ? "toolu_01" + number : id,
              name,
              arguments.isBlank() ? "{}" : arguments);
      case Part.Text _,
          Part.Thought _,
          Part.Withheld _,
          Part.ToolResult _,
          Part.Attachment _,
          Part.CachePoint _ ->
          part;
    };
  }
}
