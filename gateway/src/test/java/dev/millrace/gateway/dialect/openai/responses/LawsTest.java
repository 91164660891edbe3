package dev.millrace.gateway.dialect.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Event;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds of every answer, in whatever order a model gives its parts.
final class LawsTest {
  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void eventsAreNumberedAndBeginAndEndAsTheyMust(int seed) {
    var answer = new Scrambled(seed);
    List<Frame> frames = Bench.frames(answer.asked(), answer.events());
    for (int at = 0; at < frames.size(); at++) {
      var data = JsonReader.readObject(frames.get(at).data());
      assertThat(data.get("sequence_number")).contains(Json.Numeral.of(at));
      assertThat(data.get("type")).contains(new Json.Text(frames.get(at).event()));
    }
    var types = frames.stream().map(Frame::event).toList();
    assertThat(types).startsWith("response.created", "response.in_progress");
    assertThat(types.subList(2, types.size() - 1))
        .allMatch(type ->
            type.chars().filter(sign -> sign == '.').count() == 2
                || type.startsWith("response.output_item"));
    assertThat(types.getLast()).isIn("response.completed", "response.incomplete");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theLastEventHasTheWholeAnswerAndItsItemsAreThoseThatWereDone(int seed) {
    var answer = new Scrambled(seed);
    List<Frame> frames = Bench.frames(answer.asked(), answer.events());
    Json last = JsonReader.readObject(frames.getLast().data()).get("response").orElseThrow();
    byte[] whole = answer.asked().writer().apply(Bench.NAMING).whole(Reply.of(answer.events()));
    assertThat(JsonWriter.text(last)).isEqualTo(new String(whole, StandardCharsets.UTF_8));
    var done = new HashMap<Json, Json>();
    for (var frame : frames) {
      if (frame.event().equals("response.output_item.done")) {
        var data = JsonReader.readObject(frame.data());
        done.put(data.get("output_index").orElseThrow(), data.get("item").orElseThrow());
      }
    }
    List<Json> output = output(whole);
    assertThat(done).hasSize(output.size());
    for (int at = 0; at < output.size(); at++) {
      assertThat(done.get(Json.Numeral.of(at))).isEqualTo(output.get(at));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void thePiecesOfAnItemAreAllOfItAndOfNoOther(int seed) {
    var answer = new Scrambled(seed);
    Map<String, String> grown = new HashMap<>();
    Map<String, String> whole = new HashMap<>();
    for (var frame : Bench.frames(answer.asked(), answer.events())) {
      var data = JsonReader.readObject(frame.data());
      String id = data.get("item_id").map(LawsTest::text).orElse("");
      if (frame.event().endsWith(".delta")) {
        assertThat(whole).doesNotContainKey(id);
        grown.merge(id, text(data.get("delta").orElseThrow()), String::concat);
      }
      for (String member : List.of("text", "arguments", "input", "refusal")) {
        if (frame.event().endsWith(".done") && data.get(member).isPresent()) {
          whole.put(id, text(data.get(member).orElseThrow()));
          assertThat(grown.getOrDefault(id, "")).isEqualTo(whole.get(id));
        }
      }
    }
    assertThat(whole.keySet()).containsAll(grown.keySet());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatWasAnsweredIsReadBackAsItWasSaid(int seed) {
    var answer = new Scrambled(seed);
    Asked asked = answer.asked();
    var reply = Reply.of(answer.events());
    var input = new ArrayList<Json>();
    input.add(JsonReader.read("{\"role\":\"user\",\"content\":\"hi\"}"));
    input.addAll(output(asked.writer().apply(Bench.NAMING).whole(reply)));
    String next =
        JsonWriter.text(
            new Json.Fields(Map.of("model", new Json.Text("m"), "input", new Json.Items(input))));
    var again = Bench.asked(next, Readings.STRICT).requests().getFirst().messages();
    var parts = again.stream().skip(1).map(Message::parts).flatMap(List::stream).toList();
    assertThat(parts).isEqualTo(answer.carried());
  }

  static IntStream fewSeeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("fewSeeds")
  void aStreamCutAnywhereEndsInOneFailure(int seed) {
    var answer = new Scrambled(seed);
    List<Event> events = answer.events();
    for (int cut = 0; cut < events.size() - 1; cut++) {
      var frames = new ArrayList<Frame>();
      var writer = answer.asked().writer().apply(Bench.NAMING).stream();
      events.subList(0, cut).forEach(event -> writer.turn(event, frames::add));
      writer.fail(Scrambled.BROKEN, frames::add);
      var types = frames.stream().map(Frame::event).toList();
      assertThat(types).endsWith("response.failed").containsOnlyOnce("response.failed");
      assertThat(types).doesNotContain("response.completed", "response.incomplete");
      for (int at = 0; at < frames.size(); at++) {
        assertThat(frames.get(at).data()).contains("\"sequence_number\":" + at);
      }
    }
  }

  private static List<Json> output(byte[] whole) {
    return ((Json.Items) JsonReader.readObject(whole).get("output").orElseThrow()).values();
  }

  private static String text(Json json) {
    return ((Json.Text) json).value();
  }
}
