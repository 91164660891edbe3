package dev.millrace.gateway.dialect.tgi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Sampling;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GenerateTest {
  private static final GenerateProtocol PROTOCOL = new GenerateProtocol("them");

  private static Request asked(String... stops) {
    return Request.of("m", new Prompt.Text("Once upon"))
        .withBounds(new Bounds(OptionalInt.of(9), List.of(stops), 1));
  }

  private static String token(String text, String rest) {
    return "data:{\"token\":{\"id\":1,\"text\":"
        + JsonWriter.text(new Json.Text(text))
        + ",\"special\":false}"
        + rest
        + "}\n\n";
  }

  private static String ending(String reason) {
    return ",\"generated_text\":\"\",\"details\":{\"finish_reason\":\""
        + reason
        + "\",\"generated_tokens\":3}";
  }

  private static Reply.Choice read(Request request, String said) {
    var events = new ArrayList<Event>();
    var stream = PROTOCOL.answer(request).stream();
    stream.turn(said.getBytes(UTF_8), events::add);
    stream.end(events::add);
    return Reply.of(events).choices().getFirst();
  }

  /// The server sends them as part of the answer.
  @ParameterizedTest
  @CsvSource({
    "one.| two. END, END, 'one. two. ', END",
    "a|b|E|N|D, END, ab, END",
    "aE|NDb|END, END, aENDb, END",
    "END, END, '', END",
    "\uD83D\uDE00\uD83D\uDE00|DEND, 'END,DEND', \uD83D\uDE00\uD83D\uDE00, DEND"
  })
  void aStopSequenceIsNoPartOfTheAnswer(String said, String stops, String text, String matched) {
    var pieces = said.split("\\|", -1);
    var all = new StringBuilder();
    for (int at = 0; at < pieces.length; at++) {
      boolean last = at == pieces.length - 1;
      all.append(token(pieces[at], last ? ending("stop_sequence") : ""));
    }
    var choice = read(asked(stops.split(",", -1)), all.toString());
    assertThat(choice.stop()).isEqualTo(new Stop.Matched(matched));
    assertThat(choice.text()).isEqualTo(text);
  }

  @Test
  void whatOnlyBeginsLikeAStopSequenceIsSaid() {
    assertThat(read(asked("END"), token("the EN", ending("length"))).text()).isEqualTo("the EN");
    assertThat(read(asked("END"), token("the END", ending("eos_token"))).text())
        .isEqualTo("the END");
  }

  @Test
  void marksOfTheModelsLanguageAreNoText() {
    var last = token("</s>", ending("eos_token")).replace("false", "true");
    assertThat(read(asked(), token("Hi", "") + last).text()).isEqualTo("Hi");
    assertThat(read(asked(), last).pieces()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data:{\"token\":{\"id\":1,\"text\":\"x\"}}\n\n",
        "data:[]\n\n",
        "data:{\"token\":7}\n\n"
      })
  void whatIsNotWholeIsAFailure(String said) {
    try {
      read(asked(), said);
    } catch (Refused refused) {
      assertThat(refused.failure())
          .isInstanceOfAny(Failure.Truncated.class, Failure.Upstream.class);
      return;
    }
    throw new AssertionError("it was whole");
  }

  @Test
  void aWholeAnswerIsRead() {
    var body =
        "[{\"generated_text\":\" a time\",\"details\":{\"finish_reason\":\"length\",\"generated_tokens\":2,\"prefill\":[{\"id\":1},{\"id\":2}]}}]";
    var reply = Reply.of(PROTOCOL.answer(asked()).whole(body.getBytes(UTF_8)));
    assertThat(reply.choices().getFirst().text()).isEqualTo(" a time");
    assertThat(reply.usage()).isEqualTo(new Usage(2, 0, 2, 0, Usage.Origin.PROVIDER));
  }

  @Test
  void nothingIsDrawnByLotAtTemperatureZero() {
    var written = new String(PROTOCOL.write(asked().withSampling(Sampling.greedy())).body(), UTF_8);
    assertThat(written).contains("\"do_sample\":false").doesNotContain("temperature");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "422 | {'error':'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 4000 `inputs` tokens and 200 `max_new_tokens`','error_type':'validation'} | ContextExceeded[asked=4200, window=4096]",
        "422 | {'error':'Input validation error: `inputs` must have less than 1024 tokens. Given: 2000','error_type':'validation'} | ContextExceeded[asked=2000, window=1024]",
        "422 | {'error':'`top_p` must be > 0.0 and < 1.0','error_type':'validation'} | Upstream[provider=them, status=422, code=Optional[validation], message=`top_p` must be > 0.0 and < 1.0, retryAfter=Optional.empty]",
        "429 | {'error':'Model is overloaded','error_type':'overloaded'} | Overloaded[why=them: Model is overloaded, retryAfter=PT2S]",
        "500 | oops | Upstream[provider=them, status=500, code=Optional.empty, message=oops, retryAfter=Optional.empty]"
      })
  void errorsAreFailures(int status, String body, String failure) {
    assertThat(
            PROTOCOL
                .answer(asked())
                .failure(status, Map.of(), body.replace('\'', '"').getBytes(UTF_8)))
        .hasToString(failure);
  }
}
