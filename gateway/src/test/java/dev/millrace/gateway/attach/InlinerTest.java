package dev.millrace.gateway.attach;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.gateway.dialect.media.Base64Text;
import dev.millrace.gateway.dialect.media.Limits;
import dev.millrace.llm.Failure.BadRequest;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Part.Attachment;
import dev.millrace.llm.Part.Attachment.Kind;
import dev.millrace.llm.Part.Source;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InlinerTest {
  private static final String PNG = "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR";
  private static final String PDF = "%PDF-1.7\n";

  private final FakeNames names =
      new FakeNames().with("example.com", "93.184.215.14").with("internal.example", "10.0.0.1");
  private final FakeCarrier carrier =
      new FakeCarrier()
          .says("http://example.com/a.png", PNG)
          .says("http://example.com/a.pdf", PDF)
          .says("http://example.com/page", 200, Map.of("content-type", "image/png"), "<html>")
          .says("http://example.com/odd", "\0\1\2")
          .says("http://example.com/empty", "")
          .says("http://example.com/large", PNG + "x".repeat(100));
  private final Inliner inliner =
      new Inliner(
          new Fetcher(Policy.usual(), names, carrier, Duration.ofSeconds(20)),
          new Limits(100, 100, 100, 100));

  private static Attachment link(Kind kind, String url) {
    return new Attachment(kind, new Source.Link(url), Optional.of("name"), Optional.of("low"));
  }

  private static Attachment inline(Kind kind, String mediaType, String bytes) {
    var base64 = Base64Text.write(bytes.getBytes(ISO_8859_1));
    return new Attachment(
        kind, new Source.Inline(mediaType, base64), Optional.of("name"), Optional.of("low"));
  }

  private static Request asking(Part... parts) {
    return Request.of(
        "m",
        List.of(
            Message.of(Role.SYSTEM, "Look."),
            new Message(Role.USER, Optional.of("ann"), List.of(parts))));
  }

  private Request inlined(Request request) {
    return inliner.inline(request, _ -> true, url -> "field of " + url);
  }

  private BadRequest refused(Request request) {
    return (BadRequest) catchThrowableOfType(Refused.class, () -> inlined(request)).failure();
  }

  @Test
  void bytesStandWhereLinksWere() {
    var text = new Part.Text("What is this?");
    var image = link(Kind.IMAGE, "http://example.com/a.png");
    var document = link(Kind.DOCUMENT, "http://example.com/a.pdf");
    assertThat(inlined(asking(text, image, document)))
        .isEqualTo(
            asking(
                text,
                inline(Kind.IMAGE, "image/png", PNG),
                inline(Kind.DOCUMENT, "application/pdf", PDF)));
  }

  @Test
  void whatAToolBroughtIsInlinedToo() {
    var brought = List.<Part>of(link(Kind.IMAGE, "http://example.com/a.png"));
    var inlined = List.<Part>of(inline(Kind.IMAGE, "image/png", PNG));
    assertThat(inlined(asking(new Part.ToolResult("c", brought, true))))
        .isEqualTo(asking(new Part.ToolResult("c", inlined, true)));
  }

  @Test
  void onlyWhatIsWantedIsInlined() {
    var image = link(Kind.IMAGE, "http://internal.example/a.png");
    var document = link(Kind.DOCUMENT, "http://example.com/a.pdf");
    var some =
        inliner.inline(asking(image, document), link -> link.kind() == Kind.DOCUMENT, url -> url);
    assertThat(some).isEqualTo(asking(image, inline(Kind.DOCUMENT, "application/pdf", PDF)));
  }

  @Test
  void whatHasNoLinksIsLeftAlone() {
    var request = asking(inline(Kind.IMAGE, "image/png", PNG), new Part.Text("hi"));
    assertThat(inlined(request)).isEqualTo(request);
    assertThat(Inliner.wants(request, _ -> true)).isFalse();
    assertThat(inlined(request.withPrompt(new Prompt.Text("Once"))).prompt())
        .isEqualTo(new Prompt.Text("Once"));
    assertThat(carrier.errands()).isEmpty();
  }

  @Test
  void linksAreSeenWhereverTheyAre() {
    var image = link(Kind.IMAGE, "http://example.com/a.png");
    assertThat(Inliner.wants(asking(image), _ -> true)).isTrue();
    assertThat(Inliner.wants(asking(image), _ -> false)).isFalse();
    var brought = new Part.ToolResult("c", List.of(image), false);
    assertThat(Inliner.wants(asking(brought), _ -> true)).isTrue();
  }

  @Test
  void aLinkThatIsThereTwiceIsFetchedOnce() {
    var image = link(Kind.IMAGE, "http://example.com/a.png");
    inlined(asking(image, image));
    assertThat(carrier.errands()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://internal.example/a.png|its host is not one of the public internet",
        "http://169.254.169.254/a.png|its host is not one of the public internet",
        "http://example.com/none|its host answered with status 404",
        "http://example.com/large|it has more than 100 bytes, which is the most allowed",
        "http://example.com/empty|what it leads to is empty",
        "http://example.com/a.pdf|what it leads to is application/pdf, but must be an image: PNG,"
            + " JPEG, GIF, WebP or BMP",
        "http://example.com/page|what it leads to is text/plain, but must be an image: PNG, JPEG,"
            + " GIF, WebP or BMP",
        "http://example.com/odd|what it leads to has bytes of no format that we know; it must be"
            + " an image: PNG, JPEG, GIF, WebP or BMP",
      })
  void aLinkThatCannotBeInlinedIsNamed(String url, String why) {
    assertThat(refused(asking(link(Kind.IMAGE, url))))
        .isEqualTo(
            new BadRequest(
                "field of " + url,
                Problem.OUT_OF_RANGE,
                "is a link that cannot be fetched: " + why));
  }

  @Test
  void allLinksTogetherHaveALimitToo() {
    var fetcher = new Fetcher(Policy.usual(), names, carrier, Duration.ofSeconds(20));
    var narrow = new Inliner(fetcher, new Limits(100, 100, 100, 100), PNG.length() + 1);
    var request =
        asking(
            link(Kind.IMAGE, "http://example.com/a.png"),
            link(Kind.DOCUMENT, "http://example.com/a.pdf"));
    var refused =
        catchThrowableOfType(Refused.class, () -> narrow.inline(request, _ -> true, url -> url));
    assertThat(refused.failure())
        .isEqualTo(
            new BadRequest(
                "http://example.com/a.pdf",
                Problem.OUT_OF_RANGE,
                "is a link that cannot be fetched: it has more than 1 bytes, which is the most"
                    + " allowed"));
  }

  @Test
  void thereIsAMostOfLinks() {
    var links =
        IntStream.rangeClosed(0, 20)
            .mapToObj(number -> "http://example.com/" + number)
            .peek(url -> carrier.says(url, PNG))
            .map(url -> link(Kind.IMAGE, url))
            .toArray(Part[]::new);
    assertThat(refused(asking(links)).why())
        .isEqualTo("is a link that cannot be fetched: of one request at most 20 are");
    assertThat(carrier.errands()).hasSize(20);
  }
}
