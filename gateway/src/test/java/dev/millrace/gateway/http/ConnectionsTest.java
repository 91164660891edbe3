package dev.millrace.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.loop.Loop;
import dev.millrace.gateway.provider.Transport;
import dev.millrace.gateway.provider.Transport.Outgoing;
import dev.millrace.llm.Upstream.Exchange;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private final EventLoops loops = House.loops(2);
  private final Loop loop = loops.loops().getFirst();
  private final Transport connections = new Connections(loops);
  private final Ear ear = new Ear();
  private final Provider provider = new Provider();

  @AfterEach
  void close() {
    loops.close();
    provider.close();
  }

  @Test
  void aRequestIsSentAndItsAnswerTold() {
    send(House.LONG);
    try (var visit = provider.next()) {
      assertThat(visit.head())
          .startsWith("POST /v1/chat?x=1 HTTP/1.1\n")
          .contains("host: 127.0.0.1:" + provider.port() + "\n")
          .contains("authorization: Bearer k\n")
          .contains("content-length: 5\n")
          .doesNotContain("accept-encoding");
      assertThat(visit.exactly(5)).isEqualTo("hello");
      visit.say("HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\ncontent-length: 3\r\n\r\nyes");
      assertThat(ear.next()).startsWith("head 200").contains("x-a=1, 2");
      assertThat(ear.next()).isEqualTo("chunk yes");
      assertThat(ear.next()).isEqualTo("end");
    }
  }

  @Test
  void aStreamIsToldAsItComes() {
    send(House.LONG);
    try (var visit = provider.next()) {
      visit.head();
      visit.say("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
      assertThat(ear.next()).startsWith("head 200");
      for (int i = 0; i < 5; i++) {
        visit.say("3\r\na=" + i + "\r\n");
        assertThat(ear.next()).isEqualTo("chunk a=" + i);
      }
      visit.say("0\r\n\r\n");
      assertThat(ear.next()).isEqualTo("end");
    }
  }

  @Test
  void everythingIsToldOnTheLoopThatSent() {
    send(House.LONG);
    try (var visit = provider.next()) {
      visit.head();
      visit.say("HTTP/1.1 204 No Content\r\n\r\n");
      ear.next();
      assertThat(ear.next()).isEqualTo("end");
      assertThat(ear.elsewhere).isEmpty();
    }
  }

  @Test
  void aConnectionIsUsedAgain() {
    send(House.LONG);
    try (var visit = provider.next()) {
      for (int i = 0; i < 3; i++) {
        visit.head();
        visit.exactly(5);
        visit.say("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        assertThat(ear.next()).startsWith("head 200");
        assertThat(ear.next()).isEqualTo("end");
        send(House.LONG);
      }
      visit.head();
    }
  }

  @Test
  void aProviderThatIsNotThereIsUnreachable() {
    provider.close();
    send(House.LONG);
    assertThat(ear.next()).startsWith("UNREACHABLE").contains("refused");
  }

  @Test
  void aNameThatDoesNotExistIsUnreachable() {
    send(URI.create("http://no-such-host.invalid/"), House.LONG);
    assertThat(ear.next())
        .startsWith("UNREACHABLE")
        .contains("host is not known")
        .doesNotContain(".invalid");
  }

  @Test
  void aNameOfThisMachineIsFound() {
    send(URI.create("http://localhost:" + provider.port() + "/"), House.LONG);
    try (var visit = provider.next()) {
      assertThat(visit.head()).startsWith("POST / HTTP/1.1\n");
    }
  }

  @Test
  void aProviderThatSaysNothingIsSilentAndLeft() {
    send(Duration.ofMillis(100));
    try (var visit = provider.next()) {
      assertThat(ear.next()).startsWith("SILENT");
      visit.head();
      assertThat(visit.exactly(5)).isEqualTo("hello");
      assertThat(visit.rest()).isIn("", "reset");
    }
  }

  @Test
  void aConnectionClosedBeforeTheAnswerIsBroken() {
    send(House.LONG);
    var visit = provider.next();
    visit.head();
    visit.close();
    assertThat(ear.next()).startsWith("BROKEN");
  }

  @Test
  void aBodyShorterThanItsLengthIsBroken() {
    send(House.LONG);
    var visit = provider.next();
    visit.head();
    visit.exactly(5);
    visit.say("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n12345");
    assertThat(ear.next()).startsWith("head 200");
    assertThat(ear.next()).isEqualTo("chunk 12345");
    visit.close();
    assertThat(ear.next()).startsWith("BROKEN");
  }

  @Test
  void aStreamWithoutItsLastChunkIsBroken() {
    send(House.LONG);
    var visit = provider.next();
    visit.head();
    visit.exactly(5);
    visit.say("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n12345\r\n");
    assertThat(ear.next()).startsWith("head 200");
    assertThat(ear.next()).isEqualTo("chunk 12345");
    visit.close();
    assertThat(ear.next()).startsWith("BROKEN");
  }

  @Test
  void anAnswerThatIsNotHttpIsBroken() {
    send(House.LONG);
    try (var visit = provider.next()) {
      visit.head();
      visit.say("hello there\r\n\r\n");
      assertThat(ear.next()).startsWith("BROKEN");
    }
  }

  @Test
  void aCancelledRequestClosesItsConnection() {
    var exchange = send(House.LONG);
    try (var visit = provider.next()) {
      visit.head();
      visit.exactly(5);
      visit.say("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n");
      assertThat(ear.next()).startsWith("head 200");
      assertThat(ear.next()).isEqualTo("chunk a");
      exchange.cancel();
      exchange.cancel();
      assertThat(visit.rest()).isIn("", "reset");
      assertThat(ear.isSilent()).isTrue();
    }
  }

  @Test
  void aRequestCancelledBeforeTheHeadIsNotHeardOfAgain() {
    var exchange = send(House.LONG);
    try (var visit = provider.next()) {
      visit.head();
      visit.exactly(5);
      exchange.cancel();
      assertThat(visit.rest()).isIn("", "reset");
      assertThat(ear.isSilent()).isTrue();
    }
  }

  @Test
  void aPausedAnswerHoldsItsProviderBack() {
    var exchange = send(House.LONG);
    try (var visit = provider.next()) {
      visit.head();
      visit.exactly(5);
      visit.say("HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n");
      assertThat(ear.next()).startsWith("head 200");
      exchange.pause();
      assertThat(ear.isSilent()).isTrue();
      visit.say(new byte[50_000]);
      var sent = CompletableFuture.runAsync(() -> visit.say(new byte[99_950_000]));
      assertThatThrownBy(() -> sent.get(500, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(ear.isSilent()).isTrue();
      exchange.resume();
      sent.join();
      var heard = 0L;
      while (heard < 100_000_000L) {
        heard += ear.next().length() - "chunk ".length();
      }
      assertThat(ear.next()).isEqualTo("end");
    }
  }

  @Test
  void aRedirectIsAnAnswerLikeAnother() {
    send(House.LONG);
    try (var visit = provider.next()) {
      visit.head();
      visit.say("HTTP/1.1 307 Elsewhere\r\nlocation: /x\r\ncontent-length: 0\r\n\r\n");
      assertThat(ear.next()).startsWith("head 307");
      assertThat(ear.next()).isEqualTo("end");
    }
  }

  private Exchange send(Duration head) {
    return send(URI.create("http://127.0.0.1:" + provider.port() + "/v1/chat?x=1"), head);
  }

  private Exchange send(URI uri, Duration head) {
    var outgoing =
        new Outgoing(
            uri, Map.of("authorization", "Bearer k"), "hello".getBytes(UTF_8), House.LONG, head);
    var exchange = new CompletableFuture<Exchange>();
    loop.run(() -> exchange.complete(connections.send(outgoing, ear)));
    return exchange.join();
  }

  /// Remembers what it is told.
  private final class Ear implements Transport.Receiver {
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Thread> elsewhere = new LinkedBlockingQueue<>();

    String next() {
      return House.next(heard);
    }

    /// Whether nothing comes even when the loop has done all that waits.
    boolean isSilent() {
      var done = new CompletableFuture<Boolean>();
      loop.run(() -> loop.run(() -> done.complete(heard.isEmpty())));
      return done.join();
    }

    private void tell(String what) {
      if (!loop.inside()) {
        elsewhere.add(Thread.currentThread());
      }
      heard.add(what);
    }

    @Override
    public void head(int status, Map<String, String> headers) {
      tell("head " + status + " " + headers);
    }

    @Override
    public void chunk(byte[] bytes) {
      tell("chunk " + new String(bytes, ISO_8859_1));
    }

    @Override
    public void end() {
      tell("end");
    }

    @Override
    public void failed(Transport.Trouble trouble, String why) {
      tell(trouble + ": " + why);
    }
  }
}
