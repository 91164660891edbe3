package dev.millrace.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.call.Client;
import dev.millrace.gateway.call.Route;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrainTest {
  private final LinkedBlockingQueue<Client> clients = new LinkedBlockingQueue<>();
  private final House house =
      new House(
          Route.post("/v1/stream", (_, client) -> clients.add(client)),
          Route.get("/v1/echo", House::echo));

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void whatIsUnderWayEndsWellAndWhatRestsIsClosedAtOnce() {
    try (var busy = house.wire();
        var resting = house.wire()) {
      assertThat(resting.say(ServerTest.get("/v1/echo")).hear().status()).isEqualTo(200);
      var client = asked(busy);
      client.loop().run(() -> client.begin(200, Map.of()));
      busy.head();
      var stopped = CompletableFuture.supplyAsync(() -> house.server.stop(House.LONG));
      assertThat(resting.rest()).isEmpty();
      assertThat(stopped).isNotDone();
      client
          .loop()
          .run(() -> {
            client.write("whole".getBytes(UTF_8));
            client.end();
          });
      assertThat(busy.chunk()).isEqualTo("whole");
      assertThat(busy.rest()).isEqualTo("0\r\n\r\n");
      assertThat(stopped.join()).isTrue();
    }
  }

  @Test
  void anAnswerBegunWhileStoppingSaysThatItIsTheLast() {
    try (var busy = house.wire();
        var resting = house.wire()) {
      assertThat(resting.say(ServerTest.get("/v1/echo")).hear().status()).isEqualTo(200);
      var client = asked(busy);
      var stopped = CompletableFuture.supplyAsync(() -> house.server.stop(House.LONG));
      resting.rest();
      client.loop().run(() -> client.loop().run(() -> House.answer(client, 200, "late")));
      var heard = busy.hear();
      assertThat(heard.body()).isEqualTo("late");
      assertThat(stopped.join()).isTrue();
      assertThat(busy.rest()).isEmpty();
    }
  }

  @Test
  void afterTheGraceTheRestIsCutOff() {
    var gone = new LinkedBlockingQueue<String>();
    try (var busy = house.wire()) {
      var client = asked(busy);
      client
          .loop()
          .run(() -> {
            client.whenGone(() -> gone.add("gone"));
            client.begin(200, Map.of());
          });
      busy.head();
      assertThat(house.server.stop(Duration.ofMillis(50))).isFalse();
      assertThat(busy.rest()).isEmpty();
      assertThat(House.next(gone)).isEqualTo("gone");
    }
  }

  @Test
  void aClientThatLeavesWhileStoppingIsNoLoss() {
    var busy = house.wire();
    asked(busy);
    var stopped = CompletableFuture.supplyAsync(() -> house.server.stop(House.LONG));
    busy.close();
    assertThat(stopped.join()).isTrue();
  }

  @Test
  void nobodyIsLetInAfterwards() {
    assertThat(house.server.stop(House.LONG)).isTrue();
    assertThatThrownBy(house::wire).isInstanceOf(UncheckedIOException.class);
  }

  private Client asked(Wire wire) {
    wire.say(ServerTest.post("/v1/stream", "{}"));
    return House.next(clients);
  }
}
