package dev.millrace.gateway.dialect.openai.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.dialect.sse.FrameReader;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Odd;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever comes in, what comes out is an answer or a failure that says whose fault it was.
final class OddInputTest {
  private static final Golden REQUESTS = Golden.in("dialect/openai/chat/requests");
  private static final Set<Class<?>> CLIENTS = Set.of(Failure.BadRequest.class);
  private static final Set<Class<?>> PROVIDERS =
      Set.of(Failure.Upstream.class, Failure.Truncated.class);
  private static final Golden UPSTREAM = Golden.in("dialect/openai/chat/upstream");

  @ParameterizedTest
  @MethodSource("requests")
  void anOddRequestIsTakenOrRefused(String name, Unknown unknown) {
    Json request = JsonReader.read(REQUESTS.bytes(name + ".json"));
    for (Json odd : Odd.versions(request)) {
      String json = JsonWriter.text(odd);
      refusedOr(
          json,
          CLIENTS,
          () -> {
            var asked = Requests.read(JsonReader.readObject(json), Readings.of(unknown));
            assertThat(Requests.write(asked.request(), true)).isNotEmpty();
          });
    }
  }

  static List<Arguments> requests() {
    return Stream.of("everything", "tools", "rendering", "tokens", "outputs", "formats")
        .flatMap(name -> Stream.of(Unknown.values()).map(policy -> Arguments.of(name, policy)))
        .toList();
  }

  @Test
  void aRequestWithDamagedBytesIsTakenOrRefused() {
    byte[] request = REQUESTS.bytes("everything.json");
    for (int seed = 0; seed < 3_000; seed++) {
      byte[] damaged = damaged(request, new Random(seed));
      refusedOr(
          "seed " + seed,
          CLIENTS,
          () -> Requests.read(JsonReader.readObject(damaged), Readings.STRICT));
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void anOddStreamIsAnAnswerOrTheProvidersFault(String name) {
    List<Frame> frames = frames(name);
    for (int at = 0; at < frames.size() - 1; at++) {
      for (Json odd : Odd.versions(JsonReader.read(frames.get(at).data()))) {
        var changed = new ArrayList<>(frames);
        changed.set(at, Frame.of(JsonWriter.text(odd)));
        answeredOrFailed(changed);
      }
    }
  }

  static List<String> recordings() {
    return List.of("tool_calls_mixed", "usage_on_the_finish_chunk", "stop_sequence_told");
  }

  @Test
  void anOddWholeAnswerIsAnAnswerOrTheProvidersFault() {
    for (Json odd : Odd.versions(JsonReader.read(UPSTREAM.bytes("whole.json")))) {
      byte[] body = JsonWriter.text(odd).getBytes(UTF_8);
      refusedOr(
          odd.toString(),
          PROVIDERS,
          () -> assertThat(Reply.of(Replies.read(body, Samples.PROVIDER, 0))).isNotNull());
    }
  }

  @Test
  void anOddErrorIsStillAFailure() {
    Json error = JsonReader.read(UPSTREAM.bytes("whole_error.json"));
    for (Json odd : Odd.versions(error)) {
      byte[] body = JsonWriter.text(odd).getBytes(UTF_8);
      Failure failure = Failures.read(400, Map.of(), body, Samples.PROVIDER);
      assertThat(Failures.write(failure, "req_1").status()).isEqualTo(400);
    }
  }

  private static void answeredOrFailed(List<Frame> frames) {
    var events = new ArrayList<Event>();
    var reader = new FromFrames(Samples.PROVIDER, 0);
    refusedOr(
        frames.toString(),
        PROVIDERS,
        () -> {
          frames.forEach(frame -> reader.turn(frame, events::add));
          reader.end(events::add);
          assertThat(Reply.of(events)).isNotNull();
        });
    assertThat(events.indexOf(new Event.Closed())).isIn(-1, events.size() - 1);
  }

  private static void refusedOr(String what, Set<Class<?>> kinds, Runnable reading) {
    try {
      reading.run();
    } catch (Refused refused) {
      assertThat(kinds).as(what).contains(refused.failure().getClass());
    } catch (RuntimeException surprise) {
      fail(what, surprise);
    }
  }

  private static List<Frame> frames(String name) {
    var frames = new ArrayList<Frame>();
    Consumer<Frame> keep = frames::add;
    new FrameReader(Samples.PROVIDER, 100_000).turn(UPSTREAM.bytes(name + ".sse"), keep);
    return frames;
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] damaged = bytes.clone();
    for (int count = 1 + random.nextInt(3); count > 0; count--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }
}
