package dev.millrace.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.attach.Carrier;
import dev.millrace.gateway.attach.Carrier.Answer;
import dev.millrace.gateway.attach.Carrier.Errand;
import dev.millrace.gateway.attach.Fetcher;
import dev.millrace.gateway.attach.Policy;
import dev.millrace.gateway.attach.Unfetched;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrandsTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final EventLoops loops = House.loops(1);
  private final Errands errands = new Errands(loops);
  private final Provider host = new Provider();

  /// What was asked for, one head for each connection.
  private final BlockingQueue<String> heads = new LinkedBlockingQueue<>();

  /// Whether each connection was closed by us after its answer.
  private final BlockingQueue<String> rests = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    host.close();
    loops.close();
  }

  /// Answers one connection after the other.
  private void answer(String... answers) {
    Thread.ofVirtual()
        .start(() -> {
          for (String answer : answers) {
            try (var wire = host.next()) {
              heads.add(wire.head());
              wire.say(answer);
              rests.add(wire.rest());
            } catch (UncheckedIOException e) {
              rests.add("reset");
            }
          }
        });
  }

  private URI url(String path) {
    return URI.create("http://pinned.example:" + host.port() + path);
  }

  private Answer get(long most, Duration limit) throws IOException {
    return errands.get(new Errand(url("/a%20b?c=d"), HERE, most, limit));
  }

  private static String text(Answer answer) {
    return new String(answer.body(), ISO_8859_1);
  }

  @Test
  void anErrandAsksForItsUrlAndSaysNothingOfUs() throws IOException {
    answer("HTTP/1.1 200 OK\r\ncontent-length: 5\r\nContent-Type: image/png\r\n\r\nbytes");
    var answer = get(5, House.LONG);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer)).isEqualTo("bytes");
    assertThat(answer.headers()).containsEntry("content-type", "image/png");
    assertThat(House.next(heads).lines().map(String::strip))
        .containsExactlyInAnyOrder(
            "GET /a%20b?c=d HTTP/1.1",
            "host: pinned.example:" + host.port(),
            "accept: */*",
            "accept-encoding: identity",
            "connection: close");
    assertThat(House.next(rests)).isEmpty();
  }

  @Test
  void aBodyInChunksIsPutTogether() throws IOException {
    answer("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    assertThat(text(get(5, House.LONG))).isEqualTo("abcde");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nabcdef",
        "HTTP/1.1 200 OK\r\ncontent-length: 99999999999999\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n",
        "HTTP/1.1 200 OK\r\n\r\nabcdef"
      })
  void aBodyThatIsLargerThanWantedIsCutOff(String answer) {
    answer(answer);
    assertThatThrownBy(() -> get(5, House.LONG)).isInstanceOf(Carrier.TooLarge.class);
    assertThat(House.next(rests)).isIn("", "reset");
  }

  @Test
  void anEndlessBodyIsCutOff() {
    Thread.ofVirtual()
        .start(() -> {
          try (var wire = host.next()) {
            wire.head();
            wire.say("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
            while (true) {
              wire.say("400\r\n" + "x".repeat(1024) + "\r\n");
            }
          } catch (UncheckedIOException e) {
            rests.add("cut off");
          }
        });
    assertThatThrownBy(() -> get(100_000, House.LONG)).isInstanceOf(Carrier.TooLarge.class);
    assertThat(House.next(rests)).isEqualTo("cut off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nslow: ",
        "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n"
      })
  void anAnswerThatStopsShortIsWaitedForNoLongerThanTheLimit(String answer) {
    answer(answer);
    assertThatThrownBy(() -> get(5, Duration.ofMillis(200)))
        .isInstanceOf(SocketTimeoutException.class);
    assertThat(House.next(rests)).isIn("", "reset");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 404, 500})
  void nobodyWaitsForTheBodyOfAnythingElse(int status) throws IOException {
    answer("HTTP/1.1 " + status + " X\r\nlocation: /b\r\ncontent-length: 1000000\r\n\r\nabc");
    var answer = get(5, House.LONG);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers()).containsEntry("location", "/b");
    assertThat(House.next(rests)).isIn("", "reset");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"
      })
  void whatIsNoHttpIsAFailure(String answer) {
    answer(answer);
    assertThatThrownBy(() -> get(5, House.LONG)).isInstanceOf(IOException.class);
  }

  @Test
  void aHeadWithoutEndIsAFailure() {
    answer("HTTP/1.1 200 OK\r\n" + ("x: " + "y".repeat(1000) + "\r\n").repeat(100) + "\r\n");
    assertThatThrownBy(() -> get(5, House.LONG)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n"
      })
  void anAnswerThatBreaksOffIsAFailure(String answer) {
    Thread.ofVirtual()
        .start(() -> {
          try (var wire = host.next()) {
            wire.head();
            wire.say(answer);
          }
        });
    assertThatThrownBy(() -> get(5, House.LONG))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void nobodyAtTheAddressIsToldApart() {
    host.close();
    assertThatThrownBy(() -> get(5, House.LONG)).isInstanceOf(ConnectException.class);
  }

  private Fetcher fetcher() {
    var door = new InetSocketAddress(HERE, host.port());
    return new Fetcher(
        new Policy(Set.of(80, 443), Set.of(door)), name -> List.of(HERE), errands, House.LONG);
  }

  @Test
  void aLinkIsFetchedThroughItsRedirects() throws Unfetched {
    answer(
        "HTTP/1.1 302 Found\r\nlocation: /b\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nbytes");
    assertThat(fetcher().fetch(url("/a").toString(), 100)).isEqualTo("bytes".getBytes(ISO_8859_1));
    assertThat(House.next(heads)).startsWith("GET /a ");
    assertThat(House.next(heads)).startsWith("GET /b ");
  }

  @Test
  void aRedirectToAnotherPortOfThisMachineIsNotFollowed() {
    answer("HTTP/1.1 302 Found\r\nlocation: http://pinned.example/\r\ncontent-length: 0\r\n\r\n");
    assertThatThrownBy(() -> fetcher().fetch(url("/a").toString(), 100))
        .isInstanceOf(Unfetched.class)
        .hasMessage("it redirects, and there: its host is not one of the public internet");
  }
}
