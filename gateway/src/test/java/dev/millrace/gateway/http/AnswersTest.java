package dev.millrace.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.call.Client;
import dev.millrace.gateway.call.Route;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final Map<String, String> EVENTS = Map.of("content-type", "text/event-stream");

  private final LinkedBlockingQueue<Client> clients = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final House house =
      new House(
          House.slowness(600_000, 600_000, 2_000),
          Route.post("/v1/stream", (_, client) -> clients.add(client)));

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void theHeadIsSentBeforeThereIsABody() {
    try (var wire = house.wire()) {
      var client = asked(wire);
      client.loop().run(() -> client.begin(200, EVENTS));
      assertThat(wire.head())
          .contains("HTTP/1.1 200")
          .contains("transfer-encoding: chunked")
          .contains("x-request-id: req_");
    }
  }

  @Test
  void whatOneTurnWritesIsOnePiece() {
    try (var wire = house.wire()) {
      var client = asked(wire);
      client
          .loop()
          .run(() -> {
            client.begin(200, EVENTS);
            client.write(bytes("data: 1\n\n"));
            client.write(bytes("data: 2\n\n"));
            client.write(bytes("data: 3\n\n"));
          });
      wire.head();
      assertThat(wire.chunk()).isEqualTo("data: 1\n\ndata: 2\n\ndata: 3\n\n");
      client
          .loop()
          .run(() -> {
            client.write(bytes("data: 4\n\n"));
            client.write(bytes("data: 5\n\n"));
            client.end();
          });
      assertThat(wire.chunk()).isEqualTo("data: 4\n\ndata: 5\n\n");
      assertThat(wire.chunk()).isEmpty();
    }
  }

  @Test
  void theNextRequestFollowsAStream() {
    try (var wire = house.wire()) {
      for (int i = 0; i < 3; i++) {
        var client = asked(wire);
        client
            .loop()
            .run(() -> {
              client.begin(200, EVENTS);
              client.write(bytes("data: x\n\n"));
              client.loop().run(client::end);
            });
        assertThat(wire.hear().body()).isEqualTo("data: x\n\n");
      }
    }
  }

  @Test
  void aClientThatLeavesIsNoticedBeforeTheAnswer() {
    var wire = house.wire();
    var client = asked(wire);
    client.loop().run(() -> client.whenGone(() -> told.add("gone")));
    wire.close();
    assertThat(House.next(told)).isEqualTo("gone");
    client.loop().run(() -> client.whenGone(() -> told.add("gone already")));
    assertThat(House.next(told)).isEqualTo("gone already");
  }

  @Test
  void aClientThatLeavesIsNoticedInTheMiddleOfItsAnswer() {
    var wire = house.wire();
    var client = asked(wire);
    client
        .loop()
        .run(() -> {
          client.whenGone(() -> told.add("gone"));
          client.begin(200, EVENTS);
          client.write(bytes("data: 1\n\n"));
        });
    wire.head();
    wire.close();
    assertThat(House.next(told)).isEqualTo("gone");
    client
        .loop()
        .run(() -> {
          client.write(bytes("data: 2\n\n"));
          client.end();
          client.abort();
          told.add("still fine");
        });
    assertThat(House.next(told)).isEqualTo("still fine");
  }

  @Test
  void aClientThatLeavesAfterItsAnswerIsNobodysConcern() {
    var wire = house.wire();
    var client = asked(wire);
    client
        .loop()
        .run(() -> {
          client.whenGone(() -> told.add("gone"));
          House.answer(client, 200, "ok");
        });
    assertThat(wire.hear().status()).isEqualTo(200);
    wire.close();
    try (var other = house.wire()) {
      var next = asked(other);
      next.loop().run(() -> House.answer(next, 200, "ok"));
      assertThat(other.hear().status()).isEqualTo(200);
    }
    client.loop().run(() -> told.add("nothing"));
    assertThat(House.next(told)).isEqualTo("nothing");
  }

  @Test
  void anAbortedAnswerCannotBeTakenForWhole() {
    try (var wire = house.wire()) {
      var client = asked(wire);
      client
          .loop()
          .run(() -> {
            client.begin(200, EVENTS);
            client.write(bytes("data: 1\n\n"));
            client.abort();
          });
      wire.head();
      assertThat(wire.chunk()).isEqualTo("data: 1\n\n");
      assertThat(wire.rest()).isEmpty();
    }
  }

  @Test
  void anAnswerOfKnownLengthThatIsAbortedIsShort() {
    try (var wire = house.wire()) {
      var client = asked(wire);
      client
          .loop()
          .run(() -> {
            client.begin(200, Map.of("content-length", "10"));
            client.write(bytes("12345"));
            client.abort();
          });
      assertThat(wire.head()).contains("content-length: 10");
      assertThat(wire.rest()).isEqualTo("12345");
    }
  }

  @Test
  void aClientThatReadsNothingIsBehindThenCutOffAndLittleIsHeldForIt() {
    try (var wire = house.wire()) {
      var client = asked(wire);
      var accepted = new AtomicLong();
      client
          .loop()
          .run(() -> {
            client.whenGone(() -> told.add("gone"));
            client.whenCaughtUp(() -> pour(client, accepted));
            client.begin(200, EVENTS);
            pour(client, accepted);
          });
      assertThat(House.next(told)).isEqualTo("gone");
      // It lay in the buffers of two sockets, and in ours, which alone had no bound of its own.
      assertThat(accepted.get()).isBetween(1L * Answer.HIGH_WATER, 16_000_000L);
      assertThat(wire.head()).contains("200");
    }
  }

  /// Writes until the client is behind.
  private static void pour(Client client, AtomicLong accepted) {
    while (!client.behind() && accepted.get() < 1_000_000_000) {
      client.write(new byte[10_000]);
      accepted.addAndGet(10_000);
    }
  }

  @Test
  void everyTimeAClientCatchesUpItIsTold() {
    try (var wire = house.wire()) {
      var client = asked(wire);
      var rounds = new AtomicInteger();
      client
          .loop()
          .run(() -> {
            client.begin(200, EVENTS);
            client.whenCaughtUp(() -> fill(client, rounds));
            fill(client, rounds);
          });
      assertThat(wire.hear().body()).hasSizeGreaterThan(5 * Answer.HIGH_WATER);
    }
  }

  /// Makes the client fall behind five times over.
  private static void fill(Client client, AtomicInteger rounds) {
    if (rounds.incrementAndGet() > 5) {
      client.end();
      return;
    }
    while (!client.behind()) {
      client.write(new byte[10_000]);
    }
  }

  @Test
  void anAnswerToAClientBehindIsAbortedAtOnce() {
    try (var wire = house.wire();
        var other = house.wire()) {
      var client = asked(wire);
      client
          .loop()
          .run(() -> {
            client.begin(200, EVENTS);
            pour(client, new AtomicLong());
            client.abort();
          });
      assertThat(wire.rest()).doesNotEndWith("0\r\n\r\n");
      var next = asked(other);
      next.loop().run(() -> House.answer(next, 200, "ok"));
      assertThat(other.hear().status()).isEqualTo(200);
    }
  }

  @Test
  void aBugInATaskForACaughtUpClientEndsTheAnswerFalsely() {
    try (var wire = house.wire()) {
      var client = asked(wire);
      client
          .loop()
          .run(() -> {
            client.begin(200, EVENTS);
            client.whenCaughtUp(() -> {
              throw new IllegalStateException("on purpose");
            });
            pour(client, new AtomicLong());
          });
      wire.head();
      assertThat(wire.rest()).doesNotEndWith("0\r\n\r\n");
    }
  }

  private Client asked(Wire wire) {
    wire.say(ServerTest.post("/v1/stream", "{}"));
    return House.next(clients);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
