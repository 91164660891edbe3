package dev.millrace.gateway.dialect.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.sse.FrameWriter;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.llm.Event;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds of every answer of every provider.
final class CellLawsTest {
  static Stream<Arguments> answers() {
    return CellsTest.answers();
  }

  @ParameterizedTest
  @MethodSource("answers")
  void aStreamThatIsCutAnywhereNeverEndsWell(Spoken spoken, String answer) {
    byte[] stream = Cells.stream(spoken, answer);
    var request = request(spoken.protocol());
    var all = heard(spoken, request, List.of(stream));
    int checked = -1;
    for (int end = 0; end < stream.length; end++) {
      var heard = heard(spoken, request, List.of(Arrays.copyOf(stream, end)));
      if (heard.whole()) {
        assertThat(heard).as("whole at %d", end).isEqualTo(all);
      } else if (heard.events().size() != checked) { // the same events are told alike
        checked = heard.events().size();
        assertThat(heard.events()).doesNotHaveAnyElementsOfTypes(Event.Closed.class);
        for (var served : Served.ALL) {
          assertThat(served.endsWell(Cells.told(served, heard)))
              .as("%s, cut at %d, looks whole in %s", answer, end, served.word())
              .isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void whereAStreamIsDividedDoesNotMatter(Spoken spoken, String answer) {
    byte[] stream = Cells.stream(spoken, answer);
    var request = request(spoken.protocol());
    var all = heard(spoken, request, List.of(stream));
    var single = new ArrayList<byte[]>();
    for (int at = 0; at < stream.length; at++) {
      single.add(new byte[] {stream[at]});
      var halves =
          List.of(Arrays.copyOf(stream, at), Arrays.copyOfRange(stream, at, stream.length));
      var heard = heard(spoken, request, halves);
      if (!heard.equals(all)) {
        assertThat(heard).as("divided at %d", at).isEqualTo(all);
      }
    }
    assertThat(heard(spoken, request, single)).isEqualTo(all);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void aWholeAnswerSaysWhatTheStreamSays(Spoken spoken, String answer) {
    var request = request(spoken.protocol());
    var heard = heard(spoken, request, List.of(Cells.stream(spoken, answer)));
    if (!heard.whole()) {
      return;
    }
    var reply = Reply.of(heard.events());
    assertThat(Reply.of(reply.events())).isEqualTo(reply);
    for (var served : Served.ALL) {
      served.reader().ifPresent(reader -> same(served, reader, heard));
    }
  }

  /// Providers that are asked for a stream may answer whole all the same.
  @ParameterizedTest
  @MethodSource("answers")
  void aProviderThatDoesNotStreamSaysTheSame(Spoken spoken, String answer) {
    var files = Golden.in("cells/answers/" + spoken.name());
    if (!files.names(".whole.json").contains(answer)) {
      return;
    }
    var events = incoming(spoken.protocol()).whole(files.bytes(answer + ".whole.json"));
    var request = request(spoken.protocol());
    var streamed = heard(spoken, request, List.of(Cells.stream(spoken, answer)));
    assertThat(Reply.of(events)).isEqualTo(Reply.of(streamed.events()));
  }

  private static void same(Served served, Protocol reader, Cells.Heard heard) {
    var writer = served.answered().writer().apply(served.naming());
    var streamed = new ArrayList<Event>();
    var stream = incoming(reader).stream();
    Cells.told(served, heard)
        .forEach(frame -> stream.turn(FrameWriter.bytes(frame), streamed::add));
    stream.end(streamed::add);
    var whole = incoming(reader).whole(writer.whole(Reply.of(heard.events())));
    assertThat(Reply.of(streamed)).as("%s", served.word()).isEqualTo(Reply.of(whole));
  }

  private static Incoming incoming(Protocol protocol) {
    return protocol.answer(request(protocol));
  }

  private static Cells.Heard heard(Spoken spoken, Request request, List<byte[]> pieces) {
    return Cells.heard(request, spoken.protocol(), pieces);
  }

  private static Request request(Protocol protocol) {
    return Cells.fitted(usual(protocol).answered(), protocol).requests().getFirst();
  }

  private static Served usual(Protocol protocol) {
    return Cells.converses(protocol) ? Served.CHAT : Served.COMPLETIONS;
  }
}
