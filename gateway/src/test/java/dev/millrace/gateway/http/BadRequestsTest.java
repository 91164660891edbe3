package dev.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.call.Route;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BadRequestsTest {
  private static final int MOST = 100_000;

  private final House house =
      new House(
          House.bodies(MOST),
          Route.post("/v1/echo", House::echo),
          Route.get("/v1/echo", House::echo),
          Route.post(
              "/v1/bug",
              (_, _) -> {
                throw new IllegalStateException("on purpose");
              }),
          Route.post(
              "/v1/refused",
              (_, _) -> {
                throw new Refused(new Failure.NoSuchPath("x"));
              }),
          Route.post("/v1/deep", (_, _) -> deeper(0)));

  @AfterEach
  void theServerGoesOn() {
    try (var wire = house.wire()) {
      assertThat(wire.say(ServerTest.post("/v1/echo", "{}")).hear().status()).isEqualTo(200);
    }
    house.close();
  }

  @Test
  void anUnknownPathIsRefusedAndTheConnectionKept() {
    try (var wire = house.wire()) {
      for (int i = 0; i < 3; i++) {
        var heard = wire.say(ServerTest.post("/v2/echo", "{}")).hear();
        assertThat(heard.status()).isEqualTo(404);
        assertThat(heard.header("x-request-id")).startsWith("req_");
      }
      assertThat(house.refused).contains(new Failure.NoSuchPath("/v2/echo"));
    }
  }

  @Test
  void anotherMethodIsToldWhichThereAre() {
    try (var wire = house.wire()) {
      assertThat(wire.say("DELETE /v1/echo HTTP/1.1\r\n\r\n").hear().status()).isEqualTo(405);
      assertThat(wire.say("OPTIONS /v1/echo HTTP/1.1\r\n\r\n").hear().status()).isEqualTo(405);
      assertThat(wire.say("BREW /v1/echo HTTP/1.1\r\n\r\n").hear().status()).isEqualTo(405);
      assertThat(House.next(house.refused))
          .isEqualTo(new Failure.MethodNotAllowed("DELETE", List.of("GET", "HEAD", "POST")));
    }
  }

  @Test
  void aBodyThatIsNotJsonIsRefused() {
    try (var wire = house.wire()) {
      var start = "POST /v1/echo HTTP/1.1\r\ncontent-length: 2\r\n";
      assertThat(wire.say(start + "content-type: text/plain\r\n\r\n{}").hear().status())
          .isEqualTo(415);
      assertThat(wire.say(start + "\r\n{}").hear().status()).isEqualTo(415);
      assertThat(wire.say(start + "content-type: application/jsonx\r\n\r\n{}").hear().status())
          .isEqualTo(415);
      assertThat(House.next(house.refused))
          .isEqualTo(new Failure.UnsupportedMediaType("text/plain", "application/json"));
      assertThat(House.next(house.refused))
          .isEqualTo(new Failure.UnsupportedMediaType("", "application/json"));
    }
  }

  @Test
  void aBodyDeclaredTooLargeIsRefusedAtOnce() {
    try (var wire = house.wire()) {
      var heard = wire.say(head("content-length: " + (MOST + 1))).hear();
      assertThat(heard.status()).isEqualTo(413);
      assertThat(heard.header("connection")).isEqualTo("close");
      assertThat(heard.header("x-request-id")).startsWith("req_");
      assertThat(wire.rest()).isEmpty();
      assertThat(House.next(house.refused)).isEqualTo(new Failure.TooLarge(MOST));
    }
  }

  @Test
  void aClientThatSendsFarTooMuchStillHearsWhy() {
    try (var wire = house.wire()) {
      wire.say(head("content-length: 30000000")).say(new byte[30_000_000]);
      assertThat(wire.hear().status()).isEqualTo(413);
      assertThat(wire.rest()).isEmpty();
    }
  }

  @Test
  void chunksThatAddUpToTooMuchAreRefused() {
    try (var wire = house.wire()) {
      wire.say(head("transfer-encoding: chunked"));
      for (int i = 0; i < 11; i++) {
        wire.say("2710\r\n" + " ".repeat(10_000) + "\r\n");
      }
      assertThat(wire.hear().status()).isEqualTo(413);
      assertThat(wire.rest()).isEmpty();
    }
  }

  @Test
  void aBodyOfExactlyTheLimitIsTaken() {
    try (var wire = house.wire()) {
      assertThat(wire.say(ServerTest.post("/v1/echo", "1".repeat(MOST))).hear().status())
          .isEqualTo(200);
    }
  }

  @Test
  void aClientThatAsksFirstIsRefusedWithoutSending() {
    try (var wire = house.wire()) {
      assertThat(wire.say(head("content-length: 30000000\r\nexpect: 100-continue")).hear().status())
          .isEqualTo(413);
      assertThat(wire.rest()).isEmpty();
    }
    try (var wire = house.wire()) {
      wire.say("POST /nowhere HTTP/1.1\r\ncontent-length: 9\r\nexpect: 100-continue\r\n\r\n");
      assertThat(wire.hear().status()).isEqualTo(404);
    }
  }

  @Test
  void whatIsNotHttpIsRefused() {
    for (var nonsense :
        List.of(
            "hello\r\n\r\n",
            "GET\r\n\r\n",
            "GET /v1/echo HTTP/9.9\r\n\r\n",
            "\u0016\u0003\u0001\u0002\r\n\r\n",
            "GET /v1/echo HTTP/1.1\r\nbad header\r\n\r\n",
            "GET /v1/echo HTTP/1.1\r\nbad name: x\r\n\r\n",
            "GET /v1/%zz HTTP/1.1\r\n\r\n",
            "GET /v1/%ff HTTP/1.1\r\n\r\n",
            head("content-length: 2\r\ntransfer-encoding: chunked"),
            head("content-length: 2\r\ncontent-length: 3"),
            head("content-length: -1"),
            head("content-length: two"),
            head("transfer-encoding: gzip"))) {
      try (var wire = house.wire()) {
        var heard = wire.say(nonsense).hear();
        assertThat(heard.status()).as(nonsense).isEqualTo(400);
        assertThat(heard.header("x-request-id")).as(nonsense).startsWith("req_");
        assertThat(heard.body()).as(nonsense).isEqualTo("BadRequest");
      }
    }
  }

  @Test
  void aBadChunkIsRefused() {
    for (var chunk : List.of("zz\r\n", "-5\r\n", "fffffffffffffffff\r\n")) {
      try (var wire = house.wire()) {
        var heard = wire.say(head("transfer-encoding: chunked") + chunk).hear();
        assertThat(heard.status()).as(chunk).isEqualTo(400);
        assertThat(wire.rest()).isEmpty();
      }
    }
  }

  @Test
  void headersThatAreTooLargeAreRefused() {
    try (var wire = house.wire()) {
      var heard = wire.say(head("x-large: " + "x".repeat(40_000))).hear();
      assertThat(heard.status()).isEqualTo(431);
      assertThat(heard.header("x-request-id")).startsWith("req_");
      assertThat(wire.rest()).isEmpty();
    }
    try (var wire = house.wire()) {
      assertThat(wire.say(head("x-small: 1\r\n".repeat(3_000).strip())).hear().status())
          .isEqualTo(431);
    }
  }

  @Test
  void anEndlessRequestLineIsRefused() {
    try (var wire = house.wire()) {
      assertThat(wire.say(ServerTest.get("/" + "x".repeat(60_000))).hear().status()).isEqualTo(414);
      assertThat(wire.rest()).isEmpty();
    }
  }

  @Test
  void aBugIsToldByItsReferenceAlone() {
    try (var wire = house.wire()) {
      var heard = wire.say(ServerTest.post("/v1/bug", "{}")).hear();
      assertThat(heard.status()).isEqualTo(500);
      assertThat(heard.body()).doesNotContain("on purpose");
      assertThat(wire.say(ServerTest.post("/v1/deep", "{}")).hear().status()).isEqualTo(500);
    }
  }

  @Test
  void aRefusalThatIsThrownIsWritten() {
    try (var wire = house.wire()) {
      assertThat(wire.say(ServerTest.post("/v1/refused", "{}")).hear().status()).isEqualTo(404);
    }
  }

  private static int deeper(int depth) {
    return depth < 0 ? depth : deeper(depth + 1) + 1;
  }

  private static String head(String headers) {
    return "POST /v1/echo HTTP/1.1\r\ncontent-type: application/json\r\n" + headers + "\r\n\r\n";
  }
}
