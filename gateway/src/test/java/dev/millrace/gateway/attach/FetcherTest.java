package dev.millrace.gateway.attach;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetcherTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final FakeNames names =
      new FakeNames()
          .with("example.com", "93.184.215.14")
          .with("other.example", "8.8.8.8")
          .with("internal.example", "10.0.0.1");
  private final FakeCarrier carrier = new FakeCarrier();
  private final Fetcher fetcher = new Fetcher(Policy.usual(), names, carrier, LONG);

  private String fetch(String link) throws Unfetched {
    return new String(fetcher.fetch(link, 1000), UTF_8);
  }

  private void refused(String link, String why) {
    assertThatThrownBy(() -> fetch(link)).isInstanceOf(Unfetched.class).hasMessage(why);
  }

  @Test
  void theBytesOfALinkAreFetchedFromTheAddressThatWasLookedAt() throws Unfetched {
    carrier.says("http://example.com/a", 200, Map.of(), "bytes");
    assertThat(fetch("http://example.com/a")).isEqualTo("bytes");
    assertThat(carrier.errands()).containsExactly("http://example.com/a at 93.184.215.14");
  }

  @Test
  void aNameThatChangesItsAddressIsNotAskedForAgain() throws Unfetched {
    names.with("rebinding.example", "93.184.215.14").with("rebinding.example", "127.0.0.1");
    carrier.says("http://rebinding.example/", 200, Map.of(), "bytes");
    assertThat(fetch("http://rebinding.example/")).isEqualTo("bytes");
    assertThat(names.asked()).containsExactly("rebinding.example");
    assertThat(carrier.errands()).containsExactly("http://rebinding.example/ at 93.184.215.14");
  }

  @Test
  void aNameThatChangesItsAddressBetweenHopsIsRefused() {
    names.with("rebinding.example", "93.184.215.14").with("rebinding.example", "127.0.0.1");
    carrier.redirects("http://rebinding.example/", "http://rebinding.example/again");
    refused(
        "http://rebinding.example/",
        "it redirects, and there: its host is not one of the public internet");
    assertThat(carrier.errands()).hasSize(1);
  }

  @Test
  void aRedirectIsFollowedToWhereItLeads() throws Unfetched {
    carrier
        .redirects("http://example.com/a/b", "../c?d=e#f")
        .redirects("http://example.com/c?d=e", "https://other.example/x")
        .redirects("https://other.example/x", "//example.com/last")
        .says("https://example.com/last", 200, Map.of(), "bytes");
    assertThat(fetch("http://example.com/a/b")).isEqualTo("bytes");
    assertThat(carrier.errands()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void everyKindOfRedirectIsLookedAt(int status) {
    var to = Map.of("location", "http://169.254.169.254/latest/meta-data/");
    carrier.says("http://example.com/", status, to, "");
    refused(
        "http://example.com/",
        "it redirects, and there: its host is not one of the public internet");
    assertThat(carrier.errands()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://internal.example/|its host is not one of the public internet",
        "http://[::1]/|its host is not one of the public internet",
        "http://2130706433/|its host is a number in another form than the usual four, as 192.0.2.1",
        "http://example.com:22/|it names port 22, which is not allowed",
        "//user@example.com/|it must not hold a user name or a password",
        "file:///etc/passwd|only links that begin with http:// or https:// are followed",
        "gopher://example.com/|only links that begin with http:// or https:// are followed",
      })
  void aRedirectToWhereALinkMayNotLeadIsRefused(String to, String why) {
    carrier.redirects("http://example.com/", to);
    refused("http://example.com/", "it redirects, and there: " + why);
  }

  @Test
  void aRedirectWithoutEndIsGivenUp() {
    carrier.redirects("http://example.com/", "http://example.com/");
    refused("http://example.com/", "it redirects more than 3 times");
    assertThat(carrier.errands()).hasSize(4);
  }

  @Test
  void aRedirectToNowhereIsRefused() {
    carrier.says("http://example.com/", 302, Map.of(), "");
    refused("http://example.com/", "it redirects without saying where to");
    carrier.redirects("http://example.com/", "http://a b/");
    refused("http://example.com/", "it redirects to something that is not a valid URL");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 300, 304, 401, 403, 404, 500, 503})
  void onlyTwoHundredIsAnAnswer(int status) {
    carrier.says("http://example.com/", status, Map.of(), "");
    refused("http://example.com/", "its host answered with status " + status);
  }

  @Test
  void whatIsCompressedWithoutBeingAskedForIsRefused() {
    carrier.says("http://example.com/", 200, Map.of("content-encoding", "gzip"), "\u001f\u008b");
    refused("http://example.com/", "its host sent it compressed, which we did not ask for");
  }

  @Test
  void theNextAddressIsTriedWhenThereIsNoConnection() throws Unfetched {
    names.with("two.example", "2606:4700::1111", "8.8.8.8");
    carrier
        .fails("2606:4700:0:0:0:0:0:1111", new ConnectException("no route"))
        .says("http://two.example/", 200, Map.of(), "bytes");
    assertThat(fetch("http://two.example/")).isEqualTo("bytes");
    assertThat(carrier.errands()).hasSize(2);
  }

  @Test
  void aFewAddressesAreTriedAndNoMore() {
    names.with("many.example", "8.8.8.1", "8.8.8.2", "8.8.8.3", "8.8.8.4", "8.8.8.5");
    for (int last = 1; last <= 5; last++) {
      carrier.fails("8.8.8." + last, new ConnectException("refused by 8.8.8.8"));
    }
    refused("http://many.example/", "its host cannot be reached");
    assertThat(carrier.errands()).hasSize(3);
  }

  @Test
  void whatWentWrongOnTheWayIsSaidInGeneral() {
    carrier.fails("93.184.215.14", new IOException("a detail of our network"));
    refused("http://example.com/", "the connection to its host failed");
    carrier.fails("93.184.215.14", new SocketTimeoutException());
    refused("http://example.com/", "it took longer than 20000 ms");
    carrier.fails("93.184.215.14", new Carrier.TooLarge(1000));
    refused("http://example.com/", "it has more than 1000 bytes, which is the most allowed");
  }

  @Test
  void aNameServerThatNeverAnswersIsGivenUp() {
    var never = new CountDownLatch(1);
    Resolver silent =
        host -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return List.of();
        };
    var hasty = new Fetcher(Policy.usual(), silent, carrier, Duration.ofMillis(50));
    assertThatThrownBy(() -> hasty.fetch("http://example.com/", 1000))
        .isInstanceOf(Unfetched.class)
        .hasMessage("it took longer than 50 ms");
    never.countDown();
  }
}
