package dev.millrace.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonReaderTest {
  @Test
  void everyKindOfValueIsRead() {
    assertThat(JsonReader.read(" {\"a\":[null,true,\"\\u00e9\\ud83d\\ude00\",-1.50e2]} "))
        .isEqualTo(
            object(
                "a",
                new Json.Items(
                    List.of(
                        new Json.Null(),
                        new Json.Bool(true),
                        new Json.Text("é😀"),
                        new Json.Numeral(new BigDecimal("-1.50e2"))))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":1,}      | expecting double-quote to start property name | line 1, column 8
          {"a" 1}       | was expecting a colon                         | line 1, column 6
          {"a":1        | it ends too early                             | line 1, column 7
          {"a":NaN}     | Non-standard token 'NaN'                      | line 1, column
          {"a":Infinity}| Non-standard token 'Infinity'                 | line 1, column
          {"a":-Infinity}| Non-standard token '-Infinity'               | line 1, column
          {"a":01}      | Leading zeroes not allowed                    | line 1, column
          {"a":+1}      | plus sign                                     | line 1, column
          {"a":.5}      | Unexpected character ('.'                     | line 1, column
          {'a':1}       | Unexpected character (''                      | line 1, column 2
          {"a":1} x     | Unrecognized token 'x'                        | line 1, column
          {"a":1}{}     | something follows the JSON value              | line 1, column 8
          {"a":1,"a":2} | the member "a" comes twice                    | line 1, column 8
          {"a":"\\ud800"}| half of a surrogate pair                     | line 1, column 6
          {"a":"\\udc00\\ud800"}| half of a surrogate pair              | line 1, column 6
          {"a":/**/1}   | Unexpected character ('/'                     | line 1, column 6
          {"a":[}       | Unexpected close marker '}': expected ']' at  | line 1, column
          nul           | Unrecognized token 'nul'                      | line 1, column
          """)
  void whatIsNotJsonIsRefusedWithItsPlace(String json, String problem, String place) {
    String complaint = complaint(json.getBytes(StandardCharsets.UTF_8));
    assertThat(complaint).isEqualTo(complaint(() -> JsonReader.read(json)));
    assertThat(complaint)
        .contains(problem)
        .contains(place)
        .doesNotContainIgnoringCase("feature")
        .doesNotContain("[Source");
  }

  @ParameterizedTest
  @CsvSource({
    "7b2261223a22ff227d, 7", // a byte that never occurs
    "7b2261223a22c0af227d, 7", // an overlong slash
    "7b2261223a22eda080227d, 7", // a surrogate
    "7b2261223a22e282227d, 7", // cut inside a character
    "7b2261223a22f4908080227d, 7", // past U+10FFFF
    "7b2261223a22c3a9ff227d, 8" // columns count characters
  })
  void bytesThatAreNoUtf8AreRefused(String bytes, int column) {
    assertThat(complaint(HexFormat.of().parseHex(bytes)))
        .isEqualTo("JSON must be UTF-8; found bytes that are not at line 1, column " + column);
  }

  @Test
  void utf16IsNotGuessed() {
    assertThat(complaint("{\"a\":1}".getBytes(StandardCharsets.UTF_16BE))).contains("zero byte");
    assertThat(complaint("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE))).contains("zero byte");
    assertThat(complaint("{}".getBytes(StandardCharsets.UTF_16))).contains("UTF-8");
  }

  @Test
  void anEmptyBodyIsRefused() {
    assertThat(complaint(new byte[0])).contains("empty");
    assertThat(complaint(" \n".getBytes(StandardCharsets.UTF_8))).contains("empty");
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    assertThat(JsonReader.read("\uFEFF{}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new Json.Fields(new LinkedHashMap<>()));
  }

  @Test
  void nestingStopsAtItsLimit() {
    assertThat(JsonReader.read("[".repeat(128) + "1" + "]".repeat(128))).isNotNull();
    for (int depth : new int[] {129, 100_000, 5_000_000}) {
      assertThat(complaint("[".repeat(depth).getBytes(StandardCharsets.UTF_8)))
          .contains("nested deeper than 128");
      assertThat(complaint("{\"a\":".repeat(depth).getBytes(StandardCharsets.UTF_8)))
          .contains("nested deeper than 128");
    }
  }

  @Test
  void hugeNumbersAreSafe() {
    assertThat(JsonReader.read("1e999999999"))
        .isEqualTo(new Json.Numeral(new BigDecimal("1e999999999")));
    assertThat(complaint("1e99999999999".getBytes(StandardCharsets.UTF_8))).contains("exponent");
    assertThat(complaint("9".repeat(10_000).getBytes(StandardCharsets.UTF_8)))
        .containsIgnoringCase("number");
    assertThat(complaint(("0." + "9".repeat(10_000)).getBytes(StandardCharsets.UTF_8)))
        .containsIgnoringCase("number");
  }

  @Test
  void aBodyOfManyTinyValuesIsRefusedBeforeItFillsTheMemory() {
    String many = "[" + "0,".repeat(2_000_000) + "0]";
    assertThat(complaint(many.getBytes(StandardCharsets.UTF_8))).contains("oken");
  }

  @Test
  void longStringsAreRead() {
    String text = "é".repeat(5_000_000);
    assertThat(JsonReader.read("\"" + text + "\"")).isEqualTo(new Json.Text(text));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    IntStream.range(0, 300)
        .forEach(seed -> {
          Json json = random(new Random(seed), 4);
          assertThat(JsonReader.read(JsonWriter.text(json))).as("seed %d", seed).isEqualTo(json);
        });
  }

  private static Json random(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> new Json.Null();
      case 1 -> new Json.Bool(random.nextBoolean());
      case 2 -> new Json.Numeral(BigDecimal.valueOf(random.nextInt(1000), random.nextInt(9) - 4));
      case 3 -> new Json.Text(words(random));
      case 4 ->
          new Json.Items(
              IntStream.range(0, random.nextInt(4))
                  .mapToObj(_ -> random(random, depth - 1))
                  .toList());
      default -> {
        var values = new LinkedHashMap<String, Json>();
        for (int count = random.nextInt(4); count > 0; count--) {
          values.put(words(random), random(random, depth - 1));
        }
        yield new Json.Fields(values);
      }
    };
  }

  private static String words(Random random) {
    return random
        .ints(random.nextInt(8), 0, 0x300)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .append(random.nextBoolean() ? "😀\u2028" : "")
        .toString();
  }

  private static Json.Fields object(String name, Json value) {
    var values = new LinkedHashMap<String, Json>();
    values.put(name, value);
    return new Json.Fields(values);
  }

  private static String complaint(byte[] bytes) {
    return complaint(() -> JsonReader.read(bytes));
  }

  private static String complaint(ThrowingCallable reading) {
    var why = new StringBuilder();
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              var bad = (Failure.BadRequest) refused.failure();
              assertThat(bad.problem()).isEqualTo(Failure.Problem.MALFORMED);
              assertThat(bad.field()).isEmpty();
              why.append(bad.why());
            });
    return why.toString();
  }
}
