package dev.millrace.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.call.Arrival;
import dev.millrace.gateway.call.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerTest {
  private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final House house =
      new House(
          Route.post(
              "/v1/echo",
              (arrival, client) -> {
                arrivals.add(arrival);
                House.echo(arrival, client);
              }),
          Route.get("/v1/models", House::echo),
          Route.get("/v1/models/*", House::echo),
          new Route("POST", "/v1/any", false, House::echo));

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aRequestIsAnsweredWithItsId() {
    try (var wire = house.wire()) {
      var heard = wire.say(post("/v1/echo", "{}")).hear();
      assertThat(heard.status()).isEqualTo(200);
      assertThat(heard.body()).isEqualTo("POST /v1/echo [] {}");
      assertThat(heard.header("x-request-id")).matches("req_[0-9a-f]{12}");
      assertThat(House.next(arrivals).id()).isEqualTo(heard.header("x-request-id"));
    }
  }

  @Test
  void aWildcardTakesSlashesColonsAndPercentSigns() {
    try (var wire = house.wire()) {
      assertThat(wire.say(get("/v1/models/qwen%2Fqwen3:8b")).hear().body())
          .isEqualTo("GET /v1/models/qwen/qwen3:8b [qwen/qwen3:8b] ");
      assertThat(wire.say(get("/v1/models/a/b:c?x=1")).hear().body())
          .isEqualTo("GET /v1/models/a/b:c [a/b:c] ");
    }
  }

  @Test
  void aSlashAtTheEndChangesNothing() {
    try (var wire = house.wire()) {
      assertThat(wire.say(get("/v1/models/")).hear().body()).isEqualTo("GET /v1/models [] ");
    }
  }

  @Test
  void aWholeAddressIsAPathToo() {
    try (var wire = house.wire()) {
      assertThat(wire.say(get("http://example.com/v1/models")).hear().status()).isEqualTo(200);
    }
  }

  @Test
  void requestsOfOneConnectionAreAnsweredInOrder() {
    try (var wire = house.wire()) {
      var all = new StringBuilder();
      for (int i = 0; i < 50; i++) {
        all.append(post("/v1/echo", "{\"n\":" + i + "}"));
      }
      wire.say(all.toString());
      var ids = new HashSet<String>();
      for (int i = 0; i < 50; i++) {
        var heard = wire.hear();
        assertThat(heard.body()).endsWith("{\"n\":" + i + "}");
        ids.add(heard.header("x-request-id"));
      }
      assertThat(ids).hasSize(50);
    }
  }

  @Test
  void headIsAnsweredLikeGetWithoutABody() {
    try (var wire = house.wire()) {
      var head = wire.say("HEAD /v1/models HTTP/1.1\r\nhost: h\r\n\r\n").head();
      assertThat(head).startsWith("HTTP/1.1 200").contains("content-length: 19");
      assertThat(wire.say(get("/v1/models")).hear().status()).isEqualTo(200);
    }
  }

  @Test
  void aBodyInChunksIsPutTogether() {
    try (var wire = house.wire()) {
      wire.say(
          """
          POST /v1/echo HTTP/1.1\r
          host: h\r
          content-type: application/json\r
          transfer-encoding: chunked\r
          \r
          3\r
          [1,\r
          2\r
          2]\r
          0\r
          \r
          """);
      assertThat(wire.hear().body()).endsWith("[1,2]");
    }
  }

  @Test
  void aLargeBodyArrivesWhole() {
    var large = "[" + "1,".repeat(4_000_000) + "1]";
    try (var wire = house.wire()) {
      wire.say(post("/v1/echo", large));
      assertThat(wire.hear().status()).isEqualTo(200);
      assertThat(House.next(arrivals).body()).isEqualTo(large.getBytes(UTF_8));
    }
  }

  @Test
  void aClientThatExpectsToContinueIsToldTo() {
    try (var wire = house.wire()) {
      wire.say(
          """
          POST /v1/echo HTTP/1.1\r
          host: h\r
          content-type: application/json\r
          content-length: 2\r
          expect: 100-continue\r
          \r
          """);
      assertThat(wire.hear().status()).isEqualTo(100);
      assertThat(wire.say("{}").hear().status()).isEqualTo(200);
    }
  }

  @Test
  void headersOfOneNameAreJoined() {
    try (var wire = house.wire()) {
      wire.say(
              """
              POST /v1/echo HTTP/1.1\r
              X-A: 1\r
              x-a: 2\r
              content-type: application/json\r
              content-length: 2\r
              \r
              {}\
              """)
          .hear();
      assertThat(House.next(arrivals).header("x-a")).contains("1, 2");
    }
  }

  @Test
  void jsonTypesOfEveryShapeAreTaken() {
    try (var wire = house.wire()) {
      for (var type :
          new String[] {
            "application/json",
            "Application/JSON",
            "application/json; charset=utf-8",
            "application/json;charset=utf-8",
            "application/vnd.api+json"
          }) {
        var request =
            "POST /v1/echo HTTP/1.1\r\ncontent-type: " + type + "\r\ncontent-length: 2\r\n\r\n{}";
        assertThat(wire.say(request).hear().status()).as(type).isEqualTo(200);
      }
    }
  }

  @Test
  void aClientOfOldIsAnsweredAndLetGo() {
    try (var wire = house.wire()) {
      assertThat(wire.say("GET /v1/models HTTP/1.0\r\n\r\n").rest())
          .startsWith("HTTP/1.0 200")
          .endsWith("GET /v1/models [] ");
    }
  }

  @Test
  void aRouteThatReadsNoJsonTakesAnyBody() {
    try (var wire = house.wire()) {
      assertThat(wire.say("POST /v1/any HTTP/1.1\r\ncontent-length: 2\r\n\r\nhi").hear().body())
          .isEqualTo("POST /v1/any [] hi");
    }
  }

  @Test
  void aPortThatIsTakenIsToldAtTheStart() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var server = server("127.0.0.1", taken.getLocalPort());
      assertThatThrownBy(server::start)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void aHostMayBeAName() throws IOException {
    var server = server("localhost", 0);
    try (var wire = new Wire(server.start())) {
      assertThat(wire.say(get("/x")).hear().status()).isEqualTo(200);
    }
    assertThat(server.stop(House.LONG)).isTrue();
  }

  @Test
  void twoServersOnOneSetOfLoopsAreApart() throws IOException {
    var server = server("127.0.0.1", 0);
    assertThat(server.start()).isNotEqualTo(house.port);
    assertThat(server.stop(House.LONG)).isTrue();
  }

  private Server server(String host, int port) {
    var routes = List.of(Route.get("/x", House::echo));
    return new Server(
        house.loops, ServerSettings.of(host, port), routes, (_, _, client) -> client.abort());
  }

  static String post(String path, String body) {
    return "POST "
        + path
        + " HTTP/1.1\r\nhost: h\r\ncontent-type: application/json\r\ncontent-length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nhost: h\r\n\r\n";
  }
}
