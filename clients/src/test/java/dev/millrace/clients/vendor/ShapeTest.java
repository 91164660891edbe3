package dev.millrace.clients.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

final class ShapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": "integer"}          | {"a": 1, "b": 2}       |
          {"a": "integer"}          | {"a": "x"}             | $.a must be "integer" and is "x"
          {"a": "integer"}          | {}                     | $.a must be "integer" and is missing
          {"a?": "integer"}         | {}                     |
          {"a?": "integer"}         | {"a": null}            | $.a must be "integer" and is null
          {"a": "absent"}           | {"a": null}            | $.a must be "absent" and is null
          ["string"]                | ["a", "b"]             |
          ["string"]                | ["a", 1]               | $[1] must be "string" and is 1
          ["string"]                | []                     | $ must be an array and is []
          []                        | [1]                    | $ must be an empty array and is [1]
          "=ok"                     | "ok"                   |
          "=ok"                     | "ko"                   | $ must be "=ok" and is "ko"
          "~[a-f]+"                 | "abc"                  |
          "~[a-f]+"                 | "abcz"                 | $ must be "~[a-f]+" and is "abcz"
          false                     | true                   | $ must be false and is true
          {"a": "any"}              | 3                      | $ must be an object and is 3
          """)
  void aShapeFindsWhatDoesNotFit(String shape, String value, String fault) {
    var json = JsonMapper.shared();
    var faults = Shape.faults(json.readTree(shape), json.readTree(value));
    assertThat(String.join("; ", faults)).isEqualTo(fault == null ? "" : fault);
  }
}
