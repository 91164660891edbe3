package dev.millrace.gateway.dialect.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.Style;
import dev.millrace.gateway.dialect.Style.StreamedUsage;
import dev.millrace.gateway.dialect.openai.chat.Manner.Calls;
import dev.millrace.gateway.dialect.openai.chat.Manner.Thoughts;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One answer in all the ways in which surfaces and requests want it.
final class StylesTest {
  private static final Golden GOLDEN = Golden.in("dialect/openai/chat/styles");
  private static final Usage USAGE = new Usage(9, 4, 5, 2, Usage.Origin.EXACT);
  private static final Style STANDARD = Style.standard();
  private static final Style EVERY = style(StreamedUsage.EVERY_CHUNK, true);
  private static final Style BARE = new Style(StreamedUsage.WITH_FINISH, false, true, false);
  private static final Style TRACED = new Style(StreamedUsage.LAST, true, false, true);
  private static final Manner USUAL = Manner.usual();
  private static final Manner CUSTOM = manner(Set.of("sql"), Calls.TOOLS, Thoughts.APART);
  private static final Manner LEGACY = manner(Set.of(), Calls.FUNCTION, Thoughts.APART);

  /// A way of writing an answer.
  record Way(String name, Style style, Manner manner, Reply reply) {
    Naming naming() {
      Map<String, Json> members = Map.of("episode_id", new Json.Text("e-1"));
      return new Naming("chatcmpl-1", "m", Instant.ofEpochSecond(1_700_000_000), style, members);
    }

    List<Frame> frames() {
      var frames = new ArrayList<Frame>();
      var writer = new ToFrames(naming(), manner, () -> 7);
      reply.events().forEach(event -> writer.turn(event, frames::add));
      return frames;
    }
  }

  static List<Way> ways() {
    var words = reply(new Stop.Ended(), new Part.Thought("Hm."), new Part.Text("Oslo."));
    var calls =
        reply(
            new Stop.ToolCalls(),
            new Part.Text("Both."),
            new Part.ToolCall("call_1", "f", "{\"a\":1}"),
            new Part.ToolCall("call_2", "sql", "{\"input\":\"SELECT \\\"1\\\"\"}"));
    var refusal = reply(new Stop.Ended(), new Part.Refusal("No."));
    return List.of(
        new Way("usage_on_every_chunk", EVERY, USUAL, words),
        new Way("usage_as_asked", STANDARD, continuous(), words),
        new Way("usage_with_finish", BARE, USUAL, words),
        new Way("usage_with_finish_of_two", BARE, USUAL, two()),
        new Way("whole_calls", EVERY, CUSTOM, calls),
        new Way("calls_in_fragments", STANDARD, CUSTOM, calls),
        new Way("bare_calls", BARE, USUAL, calls),
        new Way("one_function", STANDARD, LEGACY, calls),
        new Way("one_whole_function", EVERY, LEGACY, calls),
        new Way("reasoning_metadata", TRACED, USUAL, words),
        new Way("no_thoughts", TRACED, manner(Set.of(), Calls.TOOLS, Thoughts.HIDDEN), words),
        new Way("refusal", STANDARD, USUAL, refusal),
        new Way("bare_refusal", BARE, USUAL, refusal));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anAnswerIsWrittenWhole(Way way) {
    GOLDEN.checkJson(
        way.name() + ".json", new ReplyWriter(way.naming(), way.manner()).write(way.reply()));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anAnswerIsStreamed(Way way) {
    GOLDEN.check(way.name() + ".chunks.txt", lines(way.frames()));
  }

  /// Bud's own example of a client reads `choices[0]` of every chunk.
  @ParameterizedTest
  @MethodSource("ways")
  void whereUsageComesWithTheFinishNoChunkIsWithoutChoices(Way way) {
    boolean some = way.frames().stream().anyMatch(frame -> frame.data().contains("\"choices\":[]"));
    assertThat(some).isEqualTo(way.style().usage() != StreamedUsage.WITH_FINISH);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aCallMadeIsTheReasonOfTheEndWhateverTheUpstreamSays(Way way) {
    var stopped =
        way.reply().choices().stream()
            .map(choice -> new Reply.Choice(choice.index(), choice.pieces(), plain(choice.stop())))
            .toList();
    var reply = new Reply("a", "m", stopped, USAGE);
    assertThat(new Way(way.name(), way.style(), way.manner(), reply).frames())
        .isEqualTo(way.frames());
  }

  private static Stop plain(Stop stop) {
    return stop instanceof Stop.ToolCalls ? new Stop.Ended() : stop;
  }

  @Test
  void aBrokenStreamTellsItsUsageBesideTheErrorWhereThereIsNoChunkForIt() {
    var way = ways().get(2);
    assertThat(broken(way, 4)).endsWith("\"total_tokens\":4}}\n").doesNotContain("\"choices\":[]");
  }

  @Test
  void aBrokenStreamTellsItsUsageWithAFinishThatCame() {
    String told = broken(ways().get(3), 2);
    assertThat(told)
        .containsSubsequence("\"finish_reason\":\"stop\"}],\"usage\":{", "{\"error\":{")
        .doesNotContain("\"choices\":[]");
  }

  @Test
  void callsThatAreNotWholeAreNotTold() {
    var way = ways().get(4);
    assertThat(broken(way, 7)).contains("Both.").doesNotContain("tool_calls", "call_1");
  }

  /// What is sent when the stream breaks after so many events.
  private static String broken(Way way, int events) {
    var frames = new ArrayList<Frame>();
    var writer = new ToFrames(way.naming(), way.manner(), () -> 7);
    way.reply().events().subList(0, events).forEach(event -> writer.turn(event, frames::add));
    writer.fail(
        new StreamWriter.Broken(
            new Failure.Truncated("somebody", "it hung up"),
            "req_1",
            new Usage(3, 0, 1, 0, Usage.Origin.ESTIMATED)),
        frames::add);
    assertThat(frames).extracting(Frame::data).doesNotContain("[DONE]");
    return lines(frames);
  }

  private static Reply two() {
    return new Reply(
        "a",
        "m",
        List.of(
            new Reply.Choice(0, List.of(), new Stop.Ended()),
            new Reply.Choice(1, List.of(), new Stop.Length())),
        USAGE);
  }

  private static Reply reply(Stop stop, Part... parts) {
    var pieces = List.of(parts).stream().map(part -> new Reply.Piece(part, List.of())).toList();
    return new Reply("a", "m", List.of(new Reply.Choice(0, pieces, stop)), USAGE);
  }

  private static Style style(StreamedUsage usage, boolean wholeCalls) {
    return new Style(usage, wholeCalls, false, false);
  }

  private static Manner manner(Set<String> customs, Calls calls, Thoughts thoughts) {
    return new Manner(customs, calls, thoughts, false);
  }

  private static Manner continuous() {
    return new Manner(Set.of(), Calls.TOOLS, Thoughts.APART, true);
  }

  private static String lines(List<Frame> frames) {
    return frames.stream().map(frame -> frame.data() + "\n").collect(Collectors.joining());
  }
}
