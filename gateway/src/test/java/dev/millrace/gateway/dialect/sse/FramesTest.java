package dev.millrace.gateway.dialect.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FramesTest {
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void linesEndInAnyOfThreeWays(String end) {
    String stream =
        "event: a|data: one|data:two|data|id: 7|retry: 9||data: é😀||".replace("|", end);
    assertThat(framesHoweverCut(stream))
        .containsExactly(new Frame("a", "one\ntwo\n"), Frame.of("é😀"));
  }

  @Test
  void commentsAndBlankLinesAreNoEvents() {
    assertThat(framesHoweverCut(": keep-alive\n\n\n\n: OPENROUTER PROCESSING\n\ndata: x\n\n"))
        .containsExactly(Frame.of("x"));
  }

  @Test
  void anEventWithoutDataIsNone() {
    assertThat(framesHoweverCut("event: ping\n\ndata: x\n\n")).containsExactly(Frame.of("x"));
  }

  @Test
  void emptyDataIsData() {
    assertThat(framesHoweverCut("data:\n\n")).containsExactly(Frame.of(""));
  }

  @Test
  void onlyOneSpaceAfterTheColonIsTakenAway() {
    assertThat(framesHoweverCut("data:  x \n\n")).containsExactly(Frame.of(" x "));
  }

  @Test
  void aByteOrderMarkIsSkippedAtTheStartOnly() {
    assertThat(framesHoweverCut("\uFEFFdata: x\n\ndata: \uFEFFy\n\n"))
        .containsExactly(Frame.of("x"), Frame.of("\uFEFFy"));
  }

  @Test
  void anEventThatIsCutIsNone() {
    assertThat(framesHoweverCut("data: x\n")).isEmpty();
    assertThat(framesHoweverCut("data: x\n\ndata: y")).containsExactly(Frame.of("x"));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    var written =
        List.of(
            Frame.of("{\"a\":1}"),
            new Frame("named", "two\nlines"),
            Frame.of(""),
            Frame.of("\n\nends in one\n"),
            Frame.of("é😀\u2028"));
    var stream = new StringBuilder();
    written.forEach(
        frame -> stream.append(new String(FrameWriter.bytes(frame), StandardCharsets.UTF_8)));
    stream.append(new String(FrameWriter.comment("still\nhere"), StandardCharsets.UTF_8));
    assertThat(framesHoweverCut(stream.toString())).isEqualTo(written);
  }

  @Test
  void aFrameIsWrittenPlainly() {
    assertThat(new String(FrameWriter.bytes(Frame.of("[DONE]")), StandardCharsets.UTF_8))
        .isEqualTo("data: [DONE]\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: ", "x", "data: a\n"})
  void anEndlessEventIsCutOff(String piece) {
    var reader = new FrameReader("somebody", 1_000);
    byte[] bytes = piece.repeat(500).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(
            () -> {
              for (int count = 0; count < 100; count++) {
                reader.turn(bytes, _ -> {});
              }
            })
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.failure())
                    .isEqualTo(
                        new Failure.Truncated(
                            "somebody", "it sent an event larger than 1000 bytes")));
  }

  /// The frames of a stream, after checking that they do not depend on how its bytes are cut.
  private static List<Frame> framesHoweverCut(String stream) {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    List<Frame> whole = frames(bytes, bytes.length);
    for (int size = 1; size < bytes.length; size++) {
      assertThat(frames(bytes, size)).as("pieces of %d", size).isEqualTo(whole);
    }
    return whole;
  }

  private static List<Frame> frames(byte[] bytes, int size) {
    var frames = new ArrayList<Frame>();
    var reader = new FrameReader("somebody", 1_000);
    for (int from = 0; from < bytes.length; from += size) {
      reader.turn(
          Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)), frames::add);
    }
    reader.end(frames::add);
    return frames;
  }
}
