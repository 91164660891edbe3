package dev.millrace.gateway.dialect.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.BadRequest;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part.Attachment.Kind;
import dev.millrace.llm.Part.Source;
import dev.millrace.llm.Refused;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentsTest {
  private static final String PNG = base64("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR");
  private static final String JPEG = base64("\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF");

  private final Attachments media = new Attachments(new Limits(64, 64, 64, 64));

  private static String base64(String bytes) {
    return Base64Text.write(bytes.getBytes(ISO_8859_1));
  }

  private static Value at(String path, String text) {
    return new Value(path, new Json.Text(text));
  }

  private static BadRequest refused(Supplier<Source> reading) {
    var refused = catchThrowableOfType(Refused.class, reading::get);
    return (BadRequest) refused.failure();
  }

  @Test
  void aLinkIsCarriedOnAsItIs() {
    var link = "HTTPS://Example.com:8443/a%20b|c?d#e";
    assertThat(media.url(Kind.IMAGE, at("u", link))).isEqualTo(new Source.Link(link));
  }

  @Test
  void aDataUrlIsLookedIntoAndKeptAsBase64() {
    assertThat(media.url(Kind.IMAGE, at("u", "data:image/jpg;base64," + JPEG)))
        .isEqualTo(new Source.Inline("image/jpeg", JPEG));
  }

  @ParameterizedTest
  @CsvSource({"''", "application/octet-stream"})
  void whatNobodySaysIsToldByTheBytes(String said) {
    assertThat(media.url(Kind.IMAGE, at("u", "data:" + said + ";base64," + PNG)))
        .isEqualTo(new Source.Inline("image/png", PNG));
  }

  @Test
  void aTypeThatIsNotTrueIsNamedWhereItIsSaid() {
    var type = at("source.media_type", "image/png");
    assertThat(refused(() -> media.base64(Kind.IMAGE, type, "image/png", at("source.data", JPEG))))
        .isEqualTo(
            new BadRequest(
                "source.media_type",
                Problem.OUT_OF_RANGE,
                "says image/png, but the bytes are image/jpeg"));
  }

  @Test
  void bytesThatAreNotWantedAreNamedWhereTheyAre() {
    var type = at("source.media_type", "application/pdf");
    var data = at("source.data", base64("%PDF-1.7"));
    assertThat(refused(() -> media.base64(Kind.IMAGE, type, "application/pdf", data)))
        .isEqualTo(
            new BadRequest(
                "source.data",
                Problem.OUT_OF_RANGE,
                "is application/pdf, but must be an image: PNG, JPEG, GIF, WebP or BMP"));
  }

  @Test
  void aMediaTypeMayHaveParametersAndCapitals() {
    var data = at("source.data", base64("a,b\n"));
    var type = at("source.media_type", "Text/CSV; charset=utf-8");
    assertThat(media.base64(Kind.DOCUMENT, type, "Text/CSV; charset=utf-8", data).mediaType())
        .isEqualTo("text/csv");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatIsTooLargeIsRefusedByItsKind(Kind kind) {
    var limits =
        switch (kind) {
          case IMAGE -> new Limits(9, 100, 100, 100);
          case AUDIO -> new Limits(100, 9, 100, 100);
          case VIDEO -> new Limits(100, 100, 9, 100);
          case DOCUMENT -> new Limits(100, 100, 100, 9);
        };
    var data = at("data", base64("ten bytes!"));
    assertThat(refused(() -> new Attachments(limits).data(kind, data)))
        .isEqualTo(
            new BadRequest(
                "data", Problem.OUT_OF_RANGE, "has more than 9 bytes, which is the most allowed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ten bytes!", "some nine", "eight of"})
  void theLimitItselfIsAllowedAndNotAByteMore(String bytes) {
    var data = at("data", base64(bytes));
    var exactly = new Attachments(new Limits(0, 0, 0, bytes.length()));
    assertThat(exactly.data(Kind.DOCUMENT, data).mediaType()).isEqualTo("text/plain");
    var less = new Attachments(new Limits(0, 0, 0, bytes.length() - 1));
    assertThat(refused(() -> less.data(Kind.DOCUMENT, data)).why()).startsWith("has more than");
  }

  @Test
  void aLinkHasALength() {
    var link = at("u", "https://h/" + "a".repeat(8190));
    assertThat(refused(() -> media.url(Kind.IMAGE, link)).why())
        .isEqualTo("must not be longer than 8192 characters");
  }

  @Test
  void whatIsSaidIsClippedInAMessage() {
    var type = at("type", "image/" + "x".repeat(1000));
    var failure = refused(() -> media.base64(Kind.IMAGE, type, type.text(), at("data", PNG)));
    assertThat(failure.why()).hasSizeLessThan(200);
  }

  @Test
  void anIdIsCarriedOn() {
    assertThat(media.stored(at("id", "file-1"))).isEqualTo(new Source.Stored("file-1"));
    assertThat(refused(() -> media.stored(at("id", ""))).why()).isEqualTo("must not be empty");
  }
}
