package dev.millrace.gateway.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.golden.Golden;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever comes, an answer is whole and well formed or a failure, never a fault of ours.
final class HostileAnswersTest {
  private static final Golden ANSWERS = Golden.in("cells/answers/gemini");
  private static final String[] WORDS = {
    "null",
    "[]",
    "{}",
    "-1",
    "1e400",
    "\"\"",
    "true",
    "\"index\":0,",
    "\"functionCall\":{},",
    "}",
    "]"
  };

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aDamagedStreamIsWellFormedOrAFailure(int seed) {
    var random = new Random(seed);
    var names = ANSWERS.names(".txt");
    byte[] damaged = damaged(ANSWERS.bytes(names.get(seed % names.size()) + ".txt"), random);
    var incoming =
        new GeminiProtocol("google", Host.AI_STUDIO)
            .answer(Talk.asking("m", Message.of(Role.USER, "?")));
    var events = new ArrayList<Event>();
    try {
      var stream = incoming.stream();
      for (byte[] piece : pieces(damaged, random)) {
        stream.turn(piece, events::add);
      }
      stream.end(events::add);
    } catch (Refused refused) {
      assertThat(refused.failure())
          .isInstanceOfAny(
              Failure.Truncated.class, Failure.Upstream.class, Failure.Overloaded.class);
      assertThat(events).doesNotHaveAnyElementsOfTypes(Event.Closed.class);
      return;
    }
    assertThat(Reply.of(events).choices()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aDamagedReplyOrErrorIsReadOrAFailure(int seed) {
    var random = new Random(seed);
    String whole = "[" + Talk.frame("{\"text\":\"a\"}", "") + "," + Talk.last("{}") + "]";
    byte[] damaged = damaged(whole.getBytes(StandardCharsets.UTF_8), random);
    try {
      assertThat(Reply.of(Replies.read(damaged, "google", new Asked(1, 1))).choices()).hasSize(1);
    } catch (Refused refused) {
      assertThat(refused.failure()).isNotInstanceOf(Failure.BadRequest.class);
    }
    assertThat(Failures.read(400 + random.nextInt(200), Map.of(), damaged, "google")).isNotNull();
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    var text = new StringBuilder(new String(bytes, StandardCharsets.ISO_8859_1));
    for (int times = random.nextInt(4); times >= 0; times--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(12));
      switch (random.nextInt(3)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, WORDS[random.nextInt(WORDS.length)]);
        default ->
            text.replace(at, Math.min(text.length(), at + 1), "" + (char) random.nextInt(256));
      }
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<byte[]> pieces(byte[] bytes, Random random) {
    var pieces = new ArrayList<byte[]>();
    for (int at = 0; at < bytes.length; ) {
      int end = Math.min(bytes.length, at + 1 + random.nextInt(200));
      pieces.add(Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
    return pieces;
  }
}
