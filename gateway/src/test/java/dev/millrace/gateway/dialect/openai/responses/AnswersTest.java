package dev.millrace.gateway.dialect.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Stop;
import dev.millrace.llm.TokenLogprob;
import dev.millrace.llm.TokenLogprob.Candidate;
import dev.millrace.llm.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class AnswersTest {
  private static final Golden ANSWERS = Golden.in("dialect/openai/responses/answers");
  private static final Usage USAGE = new Usage(9, 4, 5, 2, Usage.Origin.EXACT);
  private static final String TOOLS =
      """
      {"model":"m","input":"hi","tools":[
       {"type":"function","name":"f","parameters":{"type":"object","properties":{}}},
       {"type":"custom","name":"patch"},
       {"type":"namespace","name":"mcp__files__","description":"Files","tools":[
        {"type":"function","name":"read","strict":true}]}]}\
      """;

  /// An answer that shows a part of the protocol, and what it answers.
  record Sample(String name, String request, Reply reply) {
    static Sample of(String name, Stop stop, Part... parts) {
      return of(name, Bench.LEAST, stop, parts);
    }

    static Sample of(String name, String request, Stop stop, Part... parts) {
      var pieces = List.of(parts).stream().map(part -> new Reply.Piece(part, List.of())).toList();
      return of(name, request, new Reply.Choice(0, pieces, stop));
    }

    static Sample of(String name, String request, Reply.Choice choice) {
      return new Sample(name, request, new Reply("theirs", "its-name", List.of(choice), USAGE));
    }

    Asked asked() {
      return Bench.asked(request, Readings.STRICT);
    }
  }

  static List<Sample> samples() {
    var ended = new Stop.Ended();
    var thought = new Part.Thought("Hm \"so\".");
    var signed = new Part.Thought("Hm.", Optional.of(new Part.Signature("acme", "sig")));
    var withheld = new Part.Withheld(new Part.Signature("acme", "secret"));
    var text = new Part.Text("Oslo.");
    String summary = "{\"model\":\"m\",\"input\":\"hi\",\"reasoning\":{\"summary\":\"auto\"}}";
    String sealed =
        "{\"model\":\"m\",\"input\":\"hi\",\"include\":[\"reasoning.encrypted_content\"]}";
    return List.of(
        Sample.of("plain", ended, text),
        Sample.of("nothing", ended),
        Sample.of("cut", new Stop.Length(), text),
        Sample.of("filtered", new Stop.Filtered(), text),
        Sample.of("refusal", ended, new Part.Refusal("No.")),
        Sample.of("thought", ended, thought, text),
        Sample.of("summary", summary, ended, thought, text),
        Sample.of("sealed", sealed, ended, signed, withheld, text),
        Sample.of("unsealed", Bench.LEAST, ended, signed, withheld, text),
        Sample.of(
            "calls",
            TOOLS,
            new Stop.ToolCalls(),
            text,
            new Part.ToolCall("call_1", "f", "{\"a\":1}"),
            new Part.ToolCall("call_2", "patch", "{\"input\":\"+ \\\"x\\\"\\n\"}"),
            new Part.ToolCall("call_3", "mcp__files__read", "{}"),
            new Part.ToolCall("call_4", "unheard_of", "")),
        Sample.of(
            "logprobs",
            "{\"model\":\"m\",\"input\":\"hi\",\"include\":[\"message.output_text.logprobs\"]}",
            new Reply.Choice(0, List.of(new Reply.Piece(new Part.Text("é"), logprobs())), ended)));
  }

  private static List<TokenLogprob> logprobs() {
    var chosen = new Candidate("é", List.of(0xC3, 0xA9), -0.25);
    var other = new Candidate("e", List.of(), Double.NEGATIVE_INFINITY);
    return List.of(new TokenLogprob(chosen, List.of(chosen, other)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anAnswerIsWrittenWhole(Sample sample) {
    var writer = sample.asked().writer().apply(Bench.NAMING);
    ANSWERS.checkJson(sample.name() + ".json", writer.whole(sample.reply()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anAnswerIsWrittenAsAStream(Sample sample) {
    var frames = Bench.frames(sample.asked(), sample.reply().events());
    ANSWERS.check(sample.name() + ".events.txt", lines(frames));
  }

  @Test
  void aStreamThatBreaksEndsInAFailureThatTellsWhatWasSaidAndUsed() {
    ANSWERS.check("broken.events.txt", lines(broken(new Failure.Truncated("acme", "it hung up"))));
  }

  @Test
  void aStreamThatIsCancelledSaysSo() {
    assertThat(broken(new Failure.Cancelled()).getLast())
        .satisfies(frame -> assertThat(frame.event()).isEqualTo("response.failed"))
        .satisfies(frame ->
            assertThat(frame.data()).contains("\"status\":\"cancelled\"", "\"error\":null"));
  }

  @Test
  void aPromptThatIsTooLongIsToldInTheWordsOfThisDialect() {
    assertThat(broken(new Failure.ContextExceeded(10, 5)).getLast().data())
        .contains("\"code\":\"context_length_exceeded\"", "lower max_output_tokens");
  }

  static List<Failure> overloads() {
    return List.of(new Failure.Overloaded("busy", Duration.ofMillis(1500)));
  }

  @ParameterizedTest
  @MethodSource("overloads")
  void codexReadsHowLongToWaitInTheWords(Failure failure) {
    assertThat(broken(failure).getLast().data())
        .contains("\"code\":\"rate_limit_exceeded\"")
        .containsPattern("try again in (\\d+(\\.\\d+)?)\\s*(s|ms|seconds?)");
  }

  @ParameterizedTest
  @CsvSource({
    "503,,server_is_overloaded",
    "529,,server_is_overloaded",
    "500,,server_error",
    "400,,invalid_prompt",
    "400,context_length_exceeded,context_length_exceeded",
    "429,insufficient_quota,insufficient_quota",
    "400,something_of_theirs,invalid_prompt"
  })
  void whatAProviderSaysHasACodeThatClientsUnderstand(int status, String code, String told) {
    var failure = new Failure.Upstream("acme", status, Optional.ofNullable(code), "no");
    assertThat(broken(failure).getLast().data()).contains("\"code\":\"" + told + "\"");
  }

  private static List<Frame> broken(Failure failure) {
    var frames = new ArrayList<Frame>();
    var writer = Bench.asked(Bench.LEAST, Readings.STRICT).writer().apply(Bench.NAMING).stream();
    writer.turn(new Event.Opened("x", "y"), frames::add);
    writer.turn(new Event.Began(0, 0, new Part.Thought("")), frames::add);
    writer.turn(new Event.Grew(0, 0, "Hm", List.of()), frames::add);
    writer.turn(new Event.Ended(0, 0), frames::add);
    writer.turn(new Event.Began(0, 1, new Part.Text("")), frames::add);
    writer.turn(new Event.Grew(0, 1, "Os", List.of()), frames::add);
    var usage = new Usage(3, 0, 1, 0, Usage.Origin.ESTIMATED);
    writer.fail(new StreamWriter.Broken(failure, "req_1", usage), frames::add);
    return frames;
  }

  private static String lines(List<Frame> frames) {
    return frames.stream()
        .map(frame -> frame.event() + " " + frame.data().replace("\n", "\\n") + "\n")
        .collect(Collectors.joining());
  }
}
