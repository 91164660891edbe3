package dev.millrace.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.llm.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {
  private static final Json.Fields DOCUMENT =
      JsonReader.readObject(
          """
          {"a": null, "b": 1, "c": [true, ["x"], {"d e": "y", "f": "x"}], "g": {"h": "z"}, "": "w"}
          """);

  @ParameterizedTest
  @CsvSource({"x, c[1][0]", "y, 'c[2][\"d e\"]'", "z, g.h", "w, '[\"\"]'"})
  void aTextIsFoundWhereItStandsFirst(String text, String path) {
    assertThat(Search.path(text, DOCUMENT)).contains(path);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(Search.path("a", DOCUMENT)).isEmpty();
  }
}
