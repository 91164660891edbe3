package dev.millrace.gateway.dialect.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Sampling;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestsTest {
  private static final Golden GOLDEN = Golden.in("dialect/openai/chat/requests");
  private static final String LEAST =
      "\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

  @ParameterizedTest
  @MethodSource("goldens")
  void whatAClientAsksIsAskedOfAProvider(String name) {
    Asked asked =
        Requests.read(JsonReader.readObject(GOLDEN.bytes(name + ".json")), Readings.LENIENT);
    GOLDEN.checkJson(name + ".upstream.json", Requests.write(asked.request(), asked.stream()));
  }

  static List<String> goldens() {
    return GOLDEN.names(".json").stream().filter(name -> !name.endsWith(".upstream")).toList();
  }

  /// Each line: the fields of a request (they replace those of the least that will do), the field
  /// that is named, what is wrong with it, and the words for people.
  @ParameterizedTest
  @CsvFileSource(
      resources = "/dialect/openai/chat/bad-requests.txt",
      delimiter = '|',
      quoteCharacter = '`')
  void aFieldThatCannotBeHonouredIsNamed(String fields, String field, Problem problem, String why) {
    assertThat(failure(body(fields)))
        .isEqualTo(new Failure.BadRequest(Optional.ofNullable(field).orElse(""), problem, why));
  }

  @Test
  void theLeastThatWillDoIsEnough() {
    assertThat(read(body("")))
        .isEqualTo(
            new Asked(Request.of("m", List.of(Message.of(Role.USER, "hi"))), false, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'store':false",
        "'service_tier':'auto'",
        "'response_format':{'type':'text'}",
        "'modalities':['text']",
        "'tools':[]",
        "'tool_choice':'none'",
        "'tool_choice':'auto'",
        "'parallel_tool_calls':true",
        "'parallel_tool_calls':false",
        "'functions':[]",
        "'function_call':'auto'",
        "'add_generation_prompt':true",
        "'continue_final_message':false",
        "'chat_template':null",
        "'chat_template_kwargs':{}",
        "'min_tokens':0",
        "'stop_token_ids':[]",
        "'ignore_eos':false",
        "'return_token_ids':false",
        "'guided_json':null",
        "'structured_outputs':null",
        "'reasoning':{}",
        "'n':1",
        "'logprobs':false",
        "'top_logprobs':0",
        "'stop':null",
        "'stop':[]",
        "'temperature':null",
        "'max_tokens':null",
        "'no_such_field':null",
        "'top_k':0",
        "'top_k':-1",
        "'logit_bias':{}",
        "'stream':false",
        "'stream_options':{'include_usage':true,'include_obfuscation':false}",
        "'audio':null",
        "'verbosity':'medium'",
        "'service_tier':'default'",
        "'prompt_cache_retention':'in_memory'",
        "'mm_processor_kwargs':{}",
        "'include_reasoning':true",
        "'separate_reasoning':true",
        "'reasoning':{'exclude':false}",
        "'preserve_thinking':false",
        "'thinking_token_budget':-1",
        "'function_call':'none'"
      })
  void whatAsksForWhatHappensAnywayChangesNothing(String fields) {
    assertThat(read(body(fields))).isEqualTo(read(body("")));
  }

  @Test
  void labelsAreCarriedAlong() {
    Request request = read(body("'user':'u','metadata':{'a':'b'}")).request();
    assertThat(request.extras().get("user")).isEqualTo(new Json.Text("u"));
    assertThat(new String(Requests.write(request, false), StandardCharsets.UTF_8))
        .contains("\"metadata\":{\"a\":\"b\"}")
        .contains("\"user\":\"u\"");
  }

  @Test
  void bothNamesOfTheTokenLimitMayBeGivenIfTheyAgree() {
    var limit = OptionalInt.of(5);
    for (var fields :
        List.of(
            "'max_tokens':5",
            "'max_completion_tokens':5",
            "'max_tokens':5.0,'max_completion_tokens':5")) {
      assertThat(read(body(fields)).request().bounds().maxTokens()).isEqualTo(limit);
    }
  }

  @Test
  void aTopPOfNothingLeavesTheLikeliestToken() {
    var sampling = read(body("'top_p':0")).request().sampling();
    assertThat(sampling.topP().orElseThrow()).isPositive().isLessThan(1e-5);
  }

  @Test
  void lenientlyUnknownFieldsAreDroppedAndListed() {
    String fields =
        "'colour':'red','stream_options':{'include_obfuscation':true},"
            + "'messages':[{'role':'user','content':'hi','mood':'good'}]";
    Asked asked = Requests.read(JsonReader.readObject(body(fields)), Readings.LENIENT);
    assertThat(asked.notes())
        .extracting(Note::field)
        .containsExactlyInAnyOrder(
            "messages[0].mood", "stream_options.include_obfuscation", "colour");
    assertThat(asked.request()).isEqualTo(read(body("")).request());
  }

  @Test
  void lenientlyAWrongTypeIsStillWrong() {
    var body = JsonReader.readObject(body("'temperature':'hot'"));
    Refused refused =
        catchThrowableOfType(Refused.class, () -> Requests.read(body, Readings.LENIENT));
    assertThat(refused.failure()).isInstanceOf(Failure.BadRequest.class);
  }

  @Test
  void everythingSaidIsReadBackAsItWasWritten() {
    var sampling =
        new Sampling(
            OptionalDouble.of(0.7),
            OptionalDouble.of(0.9),
            OptionalInt.of(40),
            OptionalDouble.of(0.05),
            OptionalDouble.of(1.1),
            OptionalDouble.of(-2),
            OptionalDouble.of(1e-7),
            OptionalLong.of(Long.MIN_VALUE),
            Map.of(5, -100.0, 7, 0.5));
    var messages =
        List.of(
            Message.of(Role.SYSTEM, "a"),
            Message.of(Role.DEVELOPER, ""),
            new Message(
                Role.USER,
                Optional.of("Ann"),
                List.of(new Part.Text("b"), new Part.Text("c\u0000"))),
            new Message(
                Role.ASSISTANT,
                Optional.empty(),
                List.of(new Part.Thought("hm"), new Part.Text("d"))));
    var request =
        new Request(
            "m",
            new Prompt.Conversation(messages, Rendering.usual()),
            Tools.none(),
            Reasoning.UNSAID,
            sampling,
            new Bounds(OptionalInt.of(1), List.of("x", "\n"), 128),
            Optional.empty(),
            Detail.logprobs(20),
            Map.of("user", new Json.Text("u")));
    assertThat(read(Requests.write(request, true))).isEqualTo(new Asked(request, true, List.of()));
  }

  @Test
  void toolsAndTheirResultsAreWritten() {
    var call = new Part.ToolCall("call_1", "get_weather", "{\"at\":\"Oslo\"}");
    var messages =
        List.of(
            new Message(Role.ASSISTANT, Optional.empty(), List.of(call)),
            new Message(
                Role.TOOL,
                Optional.empty(),
                List.of(
                    new Part.ToolResult("call_1", "rain"), new Part.ToolResult("call_2", "snow"))));
    var weather =
        new Tool(
            "get_weather", "tells", JsonReader.readObject("{}".getBytes(StandardCharsets.UTF_8)));
    var request =
        Request.of("m", messages)
            .withTools(Tools.of(List.of(weather)))
            .withReasoning(Reasoning.OFF)
            .withSampling(Sampling.greedy());
    GOLDEN.checkJson("tools.written.txt", Requests.write(request, false));
  }

  private static byte[] body(String fields) {
    var all = new LinkedHashMap<String, Json>();
    all.putAll(
        JsonReader.readObject(("{" + LEAST + "}").getBytes(StandardCharsets.UTF_8)).values());
    String json = "{" + fields.replace('\'', '"') + "}";
    all.putAll(JsonReader.readObject(json.getBytes(StandardCharsets.UTF_8)).values());
    return JsonWriter.text(new Json.Fields(all)).getBytes(StandardCharsets.UTF_8);
  }

  private static Asked read(byte[] body) {
    return Requests.read(JsonReader.readObject(body), Readings.STRICT);
  }

  private static Failure failure(byte[] body) {
    return catchThrowableOfType(Refused.class, () -> read(body)).failure();
  }
}
