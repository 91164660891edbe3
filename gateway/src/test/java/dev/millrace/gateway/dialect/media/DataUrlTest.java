package dev.millrace.gateway.dialect.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data:image/png;base64,AAAA|image/png|AAAA",
        "DATA:Image/PNG;Base64,AAAA|image/png|AAAA",
        "data:text/plain;charset=utf-8;base64,AAAA|text/plain|AAAA",
        "data:;base64,AAAA|''|AAAA",
        "data:image/png;base64,|image/png|''",
        "data:image/png;base64,not, base64|image/png|not, base64",
      })
  void itSaysWhatItHolds(String url, String mediaType, String base64) {
    assertThat(DataUrl.is(url)).isTrue();
    assertThat(DataUrl.of(url)).contains(new DataUrl(mediaType, base64));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:",
        "data:image/png",
        "data:image/png,%89PNG",
        "data:image/png;base64",
        "data:base64,AAAA",
        "https://example.com/;base64,AAAA"
      })
  void whatHoldsNoBase64IsNotRead(String url) {
    assertThat(DataUrl.of(url)).isEmpty();
  }

  @Test
  void aCommaFarAwayIsNotLookedFor() {
    assertThat(DataUrl.of("data:" + "x".repeat(10_000) + ";base64,AAAA")).isEmpty();
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    assertThat(DataUrl.of(DataUrl.write("audio/wav", "AAAA")))
        .contains(new DataUrl("audio/wav", "AAAA"));
  }
}
