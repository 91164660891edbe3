package dev.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.call.Route;
import dev.millrace.gateway.http.ServerSettings.Limits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SitesTest {
  private final Site own =
      new Site(
          List.of(Route.get("/own", House::echo)),
          (_, failure, client) ->
              House.answer(client, 404, "own " + failure.getClass().getSimpleName()));
  private final House house =
      new House(Limits.usual(), Map.of("own.example.com", own), Route.get("/shared", House::echo));

  @AfterEach
  void close() {
    house.close();
  }

  private Wire.Heard get(String target, String host) {
    try (var wire = house.wire()) {
      return wire.say("GET " + target + " HTTP/1.1\r\nhost: " + host + "\r\n\r\n").hear();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "api.example.com, api.example.com",
    "API.Example.COM:8080, api.example.com",
    "api.example.com., api.example.com",
    "api.example.com.:443, api.example.com",
    "[::1]:80, [::1]",
    "[::1], [::1]",
    "'', ''"
  })
  void aHostIsFoundWithoutItsPortAndCase(String authority, String host) {
    assertThat(Sites.host(authority)).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"own.example.com", "OWN.example.com:8080", "own.example.com."})
  void aNamedHostHasItsOwnRoutesAndNoOthers(String host) {
    assertThat(get("/own", host).body()).isEqualTo("GET /own [] ");
    assertThat(get("/shared", host).body()).isEqualTo("own NoSuchPath");
  }

  @Test
  void everyOtherHostHasTheUsualRoutes() {
    assertThat(get("/shared", "other.example.com").status()).isEqualTo(200);
    assertThat(get("/own", "other.example.com").body()).isEqualTo("NoSuchPath");
    assertThat(get("/own", "not-own.example.com").body()).isEqualTo("NoSuchPath");
  }

  @Test
  void theHostOfTheRequestLineCountsMoreThanTheHeader() {
    assertThat(get("http://own.example.com:80/own", "other.example.com").status()).isEqualTo(200);
    assertThat(get("http://other.example.com/own", "own.example.com").status()).isEqualTo(404);
  }

  @Test
  void whoNamesNoHostHasTheUsualRoutes() {
    try (var wire = house.wire()) {
      assertThat(wire.say("GET /shared HTTP/1.0\r\n\r\n").rest()).startsWith("HTTP/1.0 200");
    }
  }
}
