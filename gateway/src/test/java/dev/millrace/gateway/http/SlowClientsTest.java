package dev.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.call.Route;
import dev.millrace.llm.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlowClientsTest {
  private static final long SHORT = 150;
  private static final long NEVER = 600_000;

  @Test
  void aHeadThatNeverEndsIsRefusedAndTheConnectionClosed() {
    try (var house = house(SHORT, NEVER, NEVER);
        var wire = house.wire()) {
      var heard = wire.say("POST /v1/echo HTTP/1.1\r\nhost: ").hear();
      assertThat(heard.status()).isEqualTo(408);
      assertThat(heard.header("connection")).isEqualTo("close");
      assertThat(heard.header("x-request-id")).matches("req_[0-9a-f]{12}");
      assertThat(heard.body()).isEqualTo("TooSlow");
      assertThat(wire.rest()).isEmpty();
      assertThat(House.next(house.refused))
          .isEqualTo(new Failure.TooSlow("head", Duration.ofMillis(SHORT)));
    }
  }

  @Test
  void aSecondHeadThatNeverEndsIsRefusedToo() {
    try (var house = house(SHORT, NEVER, NEVER);
        var wire = house.wire()) {
      assertThat(wire.say(ServerTest.get("/v1/echo")).hear().status()).isEqualTo(200);
      assertThat(wire.say("GET /v1/e").hear().status()).isEqualTo(408);
      assertThat(wire.rest()).isEmpty();
    }
  }

  @Test
  void aClientThatSaysNothingIsLetGo() {
    try (var house = house(SHORT, NEVER, NEVER);
        var wire = house.wire()) {
      assertThat(wire.rest()).isEmpty();
      assertThat(house.refused).isEmpty();
    }
  }

  @Test
  void aBodyThatNeverEndsIsRefusedAndTheConnectionClosed() {
    try (var house = house(NEVER, SHORT, NEVER);
        var wire = house.wire()) {
      wire.say(
          """
          POST /v1/echo HTTP/1.1\r
          content-type: application/json\r
          content-length: 10\r
          \r
          {\
          """);
      var heard = wire.hear();
      assertThat(heard.status()).isEqualTo(408);
      assertThat(heard.header("connection")).isEqualTo("close");
      assertThat(wire.rest()).isEmpty();
      assertThat(House.next(house.refused))
          .isEqualTo(new Failure.TooSlow("body", Duration.ofMillis(SHORT)));
    }
  }

  @Test
  void aConnectionAtRestIsClosedInTheEnd() {
    try (var house = house(NEVER, NEVER, SHORT);
        var wire = house.wire()) {
      assertThat(wire.say(ServerTest.get("/v1/echo")).hear().status()).isEqualTo(200);
      assertThat(wire.rest()).isEmpty();
      assertThat(house.refused).isEmpty();
    }
  }

  private static House house(long head, long body, long idle) {
    return new House(
        House.slowness(head, body, idle),
        Route.post("/v1/echo", House::echo),
        Route.get("/v1/echo", House::echo));
  }
}
