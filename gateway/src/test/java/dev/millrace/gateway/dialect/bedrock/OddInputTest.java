package dev.millrace.gateway.dialect.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.eventstream.Packets;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.llm.Event;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import dev.millrace.llm.ReplyFold;
import dev.millrace.llm.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a provider says, its answer is read or refused, and what is told of it is in order.
final class OddInputTest {
  private static final Golden ANSWERS = Golden.in("cells/answers/bedrock");
  private static final List<String> NAMES = List.of("text", "reasoning", "call", "calls", "length");
  private static final String SIGNS = "{}[]\",:0-9eE.nulltrue \\";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void packetsInAnyOrderAreReadOrRefused(int seed) {
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      var lines = lines(random);
      Collections.shuffle(lines, random);
      read(lines.subList(0, random.nextInt(lines.size() + 1)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void payloadsOfAnyKindAreReadOrRefused(int seed) {
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      var lines = lines(random);
      int at = random.nextInt(lines.size());
      var line = new StringBuilder(lines.get(at));
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        int place = line.indexOf(" ") + 1;
        place += random.nextInt(Math.max(1, line.length() - place));
        line.setCharAt(
            Math.min(place, line.length() - 1), SIGNS.charAt(random.nextInt(SIGNS.length())));
      }
      lines.set(at, line.toString());
      read(lines);
    }
  }

  private static List<String> lines(Random random) {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    return new ArrayList<>(new String(ANSWERS.bytes(name + ".txt"), UTF_8).lines().toList());
  }

  private static void read(List<String> lines) {
    var events = new ArrayList<Event>();
    var stream =
        new ConverseProtocol("them", Optional.empty()).answer(Request.of("m", List.of())).stream();
    boolean whole = false;
    try {
      stream.turn(Packets.of(String.join("\n", lines).getBytes(UTF_8)), events::add);
      stream.end(events::add);
      whole = true;
    } catch (Refused _) {
      assertThat(events).doesNotHaveAnyElementsOfTypes(Event.Closed.class);
    }
    var fold = new ReplyFold();
    events.forEach(fold::add);
    if (whole) {
      assertThat(Reply.of(events)).isEqualTo(fold.reply());
    }
  }
}
