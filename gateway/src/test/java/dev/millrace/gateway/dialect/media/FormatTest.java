package dev.millrace.gateway.dialect.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {
  static Stream<Arguments> beginnings() {
    return Stream.of(
        arguments(Format.PNG, "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR"),
        arguments(Format.JPEG, "\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF"),
        arguments(Format.JPEG, "\u00ff\u00d8\u00ff\u00db"),
        arguments(Format.GIF, "GIF89a\1\0\1\0"),
        arguments(Format.GIF, "GIF87a\1\0\1\0"),
        arguments(Format.WEBP, "RIFF\44\0\0\0WEBPVP8 "),
        arguments(Format.BMP, "BM\u008a\0\0\0\0\0\0\0\u008a\0\0\0\174\0\0\0"),
        arguments(Format.PDF, "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3"),
        arguments(Format.WAV, "RIFF\44\10\0\0WAVEfmt "),
        arguments(Format.MP3, "ID3\4\0\0\0\0\0\0"),
        arguments(Format.MP3, "\u00ff\u00fb\u0090\144"),
        arguments(Format.MP3, "\u00ff\u00f3@\304"),
        arguments(Format.FLAC, "fLaC\0\0\0\42"),
        arguments(Format.OGG, "OggS\0\2\0\0\0\0\0\0\0\0"),
        arguments(Format.MP4, "\0\0\0\30ftypisom\0\0\2\0"),
        arguments(Format.MP4, "\0\0\0\24ftypqt  \0\0\0\0"),
        arguments(Format.M4A, "\0\0\0\34ftypM4A \0\0\2\0"),
        arguments(
            Format.WEBM,
            "\u001aE\u00df\u00a3\u009fB\u0086\u0081\1B\u00f7\u0081\1B\u0082\u0084webmB\u0087"),
        arguments(Format.OFFICE, "PK\3\4\24\0\6\0"),
        arguments(Format.TEXT, "BMW and Audi: a comparison\n"),
        arguments(Format.TEXT, "{\"a\": 1}\r\n\t"),
        arguments(Format.TEXT, "\u00c3\u00a4rger"));
  }

  @ParameterizedTest
  @MethodSource("beginnings")
  void aFormatIsToldByItsFirstBytes(Format format, String head) {
    assertThat(Format.of(head.getBytes(ISO_8859_1))).contains(format);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0\0\0\0",
        "\u00ff\u00fe\141\0", // UTF-16, which looks like a frame of another layer
        "\u00ff\u00d8", // half of JPEG's mark
        "\u0089PNG", // half of PNG's
        "RIFF\44\0\0\0AVI ",
        "\0\0\0\34ftypavif\0\0\0\0",
        "\0\0\0\30ftypheic\0\0\0\0",
        "\u001aE\u00df\u00a3\u009fB\u0086\u0081\1B\u00f7\u0081\1B\u0082\u0088matroska",
        "\u007fELF\2\1\1",
        "MZ\u0090\0",
        "\u00c3(", // no UTF-8
        "\u001b[31mred"
      })
  void whatHasNoMarkIsOfNoFormat(String head) {
    assertThat(Format.of(head.getBytes(ISO_8859_1))).isEmpty();
  }

  @Test
  void aTextMayBeCutWithinACharacter() {
    byte[] whole = "x€".getBytes(UTF_8);
    assertThat(Format.of(Arrays.copyOf(whole, whole.length - 1))).contains(Format.TEXT);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noBytesAreTooOddToBeLookedAt(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      var head = new byte[random.nextInt(40)];
      random.nextBytes(head);
      Format.of(head).ifPresent(format -> assertThat(format.toString()).isNotEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "JPEG, image/jpeg",
    "JPEG, image/jpg",
    "MP3, audio/mp3",
    "MP3, audio/mpeg",
    "TEXT, text/csv",
    "TEXT, application/json",
    "TEXT, application/ld+json",
    "TEXT, text/plain",
    "OFFICE, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "WEBM, audio/webm",
    "OGG, audio/opus"
  })
  void aFormatMayHaveSeveralNames(Format format, String name) {
    assertThat(format.isNamed(name)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "JPEG, image/png",
    "PNG, image/jpeg",
    "TEXT, application/pdf",
    "PDF, text/plain",
    "OFFICE, application/zip",
    "WAV, audio/mpeg",
    "PNG, ''"
  })
  void anotherFormatsNameIsNotItsOwn(Format format, String name) {
    assertThat(format.isNamed(name)).isFalse();
  }

  @Test
  void whatIsSaidCountsOnlyWhereTheBytesTellLess() {
    assertThat(Format.JPEG.mediaType("image/jpg")).isEqualTo("image/jpeg");
    assertThat(Format.TEXT.mediaType("text/csv")).isEqualTo("text/csv");
    assertThat(Format.TEXT.mediaType("")).isEqualTo("text/plain");
    assertThat(Format.OFFICE.mediaType("")).isEmpty();
  }
}
