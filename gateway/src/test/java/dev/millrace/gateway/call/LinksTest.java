package dev.millrace.gateway.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.attach.Carrier;
import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.dialect.media.Base64Text;
import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.ledger.Ledger;
import dev.millrace.gateway.ledger.Money;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.route.Planner;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Part;
import dev.millrace.llm.Part.Source;
import dev.millrace.llm.Stop;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LinksTest {
  private static final String PNG = "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR";

  private final Script upstream = new Script();
  private final FakeClient client = new FakeClient();
  @TempDir private Path folder;
  private Premises premises;

  @BeforeEach
  void open() {
    premises = new Premises(folder, target());
  }

  private Target target() {
    return new Target("acme", upstream, Duration.ofMinutes(1), Duration.ofSeconds(9));
  }

  /// A link to an image is asked about, of a provider that follows links or not.
  private void ask(String url, boolean inlines) {
    var model =
        new Model(
            "tiny",
            List.of(),
            "acme",
            Instant.EPOCH,
            OptionalInt.of(100),
            new Price.PerMillion(1_000_000_000, 1_000_000_000, 1_000_000_000),
            Traits.unknown(),
            List.of(new Model.Deployment("acme", "acme-tiny", inlines)),
            Manner.usual());
    var catalog = new Catalog(List.of(model));
    var usual = premises.rooms();
    var rooms =
        new Rooms(
            usual.admission(),
            catalog,
            new Planner(catalog, Map.of("acme", target())),
            usual.relays(),
            usual.ledger(),
            usual.observer(),
            Premises.links(_ -> List.of(InetAddress.ofLiteral("8.8.8.8")), LinksTest::answer),
            Premises.CLOCK,
            usual.vault());
    var chat = new Inference(new ChatCompletions(), new Standard(Premises.CLOCK), rooms);
    String body =
        "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\","
            + "\"text\":\"hi\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\""
            + url
            + "\"}}]}]}";
    chat.serve(Premises.arrival("/v1/chat/completions", body, Map.of()), client);
  }

  private static Carrier.Answer answer(Carrier.Errand errand) {
    return errand.url().getPath().equals("/a.png")
        ? new Carrier.Answer(200, Map.of(), PNG.getBytes(ISO_8859_1))
        : new Carrier.Answer(404, Map.of(), new byte[0]);
  }

  private Source asked() {
    var parts = upstream.asked.getFirst().messages().getFirst().parts();
    return ((Part.Attachment) parts.getLast()).source();
  }

  @Test
  void aLinkIsPassedOnToAProviderThatFollowsLinks() {
    ask("https://example.com/a.png", false);
    assertThat(asked()).isEqualTo(new Source.Link("https://example.com/a.png"));
  }

  @Test
  void aProviderThatFollowsNoneGetsTheBytes() {
    ask("https://example.com/a.png", true);
    assertThat(upstream.asked).isEmpty();
    client.manualLoop().turn();
    assertThat(asked())
        .isEqualTo(new Source.Inline("image/png", Base64Text.write(PNG.getBytes(ISO_8859_1))));
    upstream.say("A picture.");
    upstream.close(new Stop.Ended());
    assertThat(client.status()).isEqualTo(200);
    assertThat(client.body()).contains("A picture.");
  }

  @Test
  void aLinkThatCannotBeFollowedIsTheClientsFaultAndNamed() {
    ask("https://example.com/none.png", true);
    client.manualLoop().turn();
    assertThat(client.status()).isEqualTo(400);
    assertThat(client.body())
        .contains(
            "\"param\":\"messages[0].content[1].image_url.url\"",
            "cannot be fetched: its host answered with status 404");
    assertThat(client.ended()).isTrue();
    assertThat(upstream.asked).isEmpty();
    assertUncharged(Outcome.UPSTREAM_ERROR);
  }

  @Test
  void whoLeavesBeforeAnybodyIsAskedPaysNothing() {
    ask("https://example.com/a.png", true);
    client.go();
    client.manualLoop().turn();
    assertThat(upstream.asked).isEmpty();
    assertUncharged(Outcome.CLIENT_GONE);
  }

  private void assertUncharged(Outcome outcome) {
    assertThat(premises.settled().outcome()).isEqualTo(outcome);
    assertThat(premises.settled().usage().total()).isZero();
    assertThat(premises.ledger().balance(Ledger.REVENUE)).isEqualTo(Money.ZERO);
    assertThat(premises.ledger().running()).isZero();
  }
}
