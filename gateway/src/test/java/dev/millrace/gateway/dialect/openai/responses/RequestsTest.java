package dev.millrace.gateway.dialect.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Odd;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Tools;
import dev.millrace.llm.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestsTest {
  private static final Golden GOLDEN = Golden.in("dialect/openai/responses/requests");

  @ParameterizedTest
  @MethodSource("goldens")
  void whatAClientAsksIsUnderstood(String name) {
    Asked asked = Bench.asked(text(name), Readings.STRICT);
    GOLDEN.check(name + ".read.txt", read(asked.requests().getFirst()));
    var notes = new StringBuilder();
    asked.notes().stream()
        .map(note -> note.fate() + " " + note.field() + ": " + note.why() + "\n")
        .sorted()
        .forEach(notes::append);
    GOLDEN.check(name + ".notes.txt", notes.toString());
  }

  static List<String> goldens() {
    return GOLDEN.names(".json");
  }

  private static String read(Request request) {
    var lines = new ArrayList<Object>(request.messages());
    lines.addAll(request.tools().declared());
    lines.add(request.tools().choice());
    lines.add(request.reasoning());
    lines.add(request.sampling());
    lines.add(request.bounds());
    lines.add(request.constraint());
    lines.add(request.detail());
    lines.add(new TreeMap<>(request.extras()));
    return lines.stream()
        .map(line -> line.toString().replace("\n", "\\n") + "\n")
        .collect(Collectors.joining());
  }

  /// Each line: the fields of a request (they replace those of the least that will do), the field
  /// that is named, what is wrong with it, and the words for people.
  @ParameterizedTest
  @CsvFileSource(
      resources = "/dialect/openai/responses/bad-requests.txt",
      delimiter = '|',
      quoteCharacter = '`')
  void aFieldThatCannotBeHonouredIsNamed(String fields, String field, Problem problem, String why) {
    Refused refused =
        catchThrowableOfType(Refused.class, () -> Bench.asked(body(fields), Readings.STRICT));
    assertThat(refused.failure()).isEqualTo(new Failure.BadRequest(field, problem, why));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'conversation':null,'prompt':null,'previous_response_id':null",
        "'tools':[],'tool_choice':'none'",
        "'reasoning':null,'text':null,'include':null",
        "'reasoning':{'effort':null,'summary':'none'}",
        "'service_tier':'auto','truncation':'disabled','metadata':null",
        "'text':{'format':{'type':'text'},'verbosity':'medium'}",
      })
  void whatAsksForNothingIsFine(String fields) {
    Asked asked = Bench.asked(body(fields), Readings.STRICT);
    Asked least = Bench.asked(Bench.LEAST, Readings.STRICT);
    assertThat(asked.requests()).isEqualTo(least.requests());
    assertThat(asked.notes()).isEmpty();
  }

  @Test
  void aFieldThatNobodyKnowsIsDroppedWhereThatIsAllowed() {
    Asked asked = Bench.asked(body("'foo':1"), Readings.LENIENT);
    assertThat(asked.notes()).extracting(note -> note.field()).containsExactly("foo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'function','name':'find'}",
        "{'type':'function','name':'find','namespace':'maps'}",
        "{'type':'function','name':'maps__find'}"
      })
  void aToolOfANamespaceCanBeNamedInAnyWay(String choice) {
    assertThat(tools(choice).choice()).isEqualTo(new Tools.Named("maps__find"));
  }

  @Test
  void aToolThatDoesNotRunHereIsNotChosen() {
    assertThat(tools("{'type':'web_search'}").choice()).isEqualTo(new Tools.Auto());
  }

  private static Tools tools(String choice) {
    return request(
            "'tools':[{'type':'namespace','name':'maps','tools':[{'type':'function','name':'find'}]}],"
                + "'tool_choice':"
                + choice)
        .tools();
  }

  @Test
  void aNameThatIsTooLongForModelsIsShortenedAndTheClientSeesItWhole() {
    String name = "n".repeat(100);
    String fields = "'tools':[{'type':'function','name':'" + name + "'}]";
    String flat = request(fields).tools().declared().getFirst().name();
    assertThat(flat).hasSize(64).startsWith("nnn");
    var call = new Part.ToolCall("call_1", flat, "{}");
    var reply =
        new Reply(
            "a",
            "m",
            List.of(
                new Reply.Choice(
                    0, List.of(new Reply.Piece(call, List.of())), new Stop.ToolCalls())),
            new Usage(1, 0, 1, 0, Usage.Origin.EXACT));
    var writer = Bench.asked(body(fields), Readings.STRICT).writer().apply(Bench.NAMING);
    assertThat(new String(writer.whole(reply), StandardCharsets.UTF_8))
        .contains("\"name\":\"" + name + "\",\"arguments\"");
  }

  @Test
  void aSealedThoughtComesBackWithItsSignature() {
    var thoughts = new Thoughts(new Bench.PlainSeal());
    var signed = new Part.Thought("Hm.", Optional.of(new Part.Signature("acme", "sig")));
    String item =
        "'input':[{'role':'user','content':'hi'},{'type':'reasoning','id':'r','summary':[],"
            + "'encrypted_content':'"
            + thoughts.seal(signed)
            + "'}]";
    assertThat(request(item).messages().getLast().parts()).containsExactly(signed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "minimal", "low", "medium", "high", "xhigh", "max"})
  void effortIsTold(String effort) {
    Reasoning reasoning = request("'reasoning':{'effort':'" + effort + "'}").reasoning();
    assertThat(reasoning.on()).isEqualTo(!effort.equals("none"));
    assertThat(reasoning.effort().map(Enum::name).map(String::toLowerCase).orElse("none"))
        .isEqualTo(effort);
  }

  @ParameterizedTest
  @MethodSource("odd")
  void anOddRequestIsTakenOrRefused(String name, Unknown unknown) {
    for (Json odd : Odd.versions(JsonReader.read(GOLDEN.bytes(name + ".json")))) {
      takenOrRefused(JsonWriter.text(odd), unknown);
    }
  }

  static List<Arguments> odd() {
    return Stream.of("everything", "codex")
        .flatMap(name -> Stream.of(Unknown.values()).map(policy -> Arguments.of(name, policy)))
        .toList();
  }

  @Test
  void aDamagedRequestIsTakenOrRefused() {
    byte[] request = GOLDEN.bytes("everything.json");
    for (int seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      byte[] damaged = request.clone();
      for (int count = 1 + random.nextInt(3); count > 0; count--) {
        damaged[random.nextInt(damaged.length)] = (byte) (32 + random.nextInt(95));
      }
      takenOrRefused(new String(damaged, StandardCharsets.UTF_8), Unknown.REFUSE);
    }
  }

  private static void takenOrRefused(String json, Unknown unknown) {
    try {
      assertThat(Bench.asked(json, Readings.of(unknown)).requests()).hasSize(1);
    } catch (Refused refused) {
      assertThat(refused.failure())
          .isInstanceOfAny(Failure.BadRequest.class, Failure.NotFound.class);
    } catch (RuntimeException surprise) {
      fail(json, surprise);
    }
  }

  private static Request request(String fields) {
    return Bench.asked(body(fields), Readings.STRICT).requests().getFirst();
  }

  /// The least that will do, with these fields in it.
  private static String body(String fields) {
    var all = new LinkedHashMap<String, Json>(JsonReader.readObject(Bench.LEAST).values());
    Map<String, Json> more = JsonReader.readObject("{" + fields.replace('\'', '"') + "}").values();
    all.putAll(more);
    return JsonWriter.text(new Json.Fields(all));
  }

  private static String text(String name) {
    return new String(GOLDEN.bytes(name + ".json"), StandardCharsets.UTF_8);
  }
}
