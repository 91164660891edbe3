package dev.millrace.clients.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.clients.house.House;
import dev.millrace.clients.vendor.Shape;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// Whatever is sent, the answer blames the client in the form of its profile, and the server goes on.
final class HostileTest {
  private static House house;
  private static URI where;

  /// A bad body for a path of a profile.
  record Body(Mount mount, String path, Row row) {
    String target() {
      return mount.path + path;
    }

    boolean anthropic() {
      return path.startsWith("/messages");
    }

    @Override
    public String toString() {
      return target() + ": " + row.what();
    }
  }

  @BeforeAll
  static void open() {
    house = House.open();
    where = house.uri("/");
  }

  @AfterAll
  static void theServerStillAnswers() {
    var chat =
        "{'model':'millrace-mini','messages':[{'role':'user','content':'hi'}],'max_tokens':4}";
    assertThat(house.post("/v1/chat/completions", chat.replace('\'', '"')).statusCode())
        .isEqualTo(200);
    assertThat(house.get("/v1/models").statusCode()).isEqualTo(200);
    house.close();
  }

  static Stream<Body> bodies() {
    var bodies = new ArrayList<Body>();
    for (var mount : Mount.values()) {
      bodies.addAll(table(mount, "chat", "/chat/completions"));
    }
    for (var mount : List.of(Mount.STANDARD, Mount.BUD)) {
      bodies.addAll(table(mount, "completions", "/completions"));
    }
    for (var mount : List.of(Mount.STANDARD, Mount.WAYSCLOUD, Mount.BUD)) {
      bodies.addAll(table(mount, "embeddings", "/embeddings"));
    }
    for (var mount : List.of(Mount.STANDARD, Mount.WAFER, Mount.WRIFT, Mount.BUD)) {
      bodies.addAll(table(mount, "messages", "/messages"));
    }
    for (var mount : List.of(Mount.STANDARD, Mount.WAFER, Mount.BUD)) {
      bodies.addAll(table(mount, "count_tokens", "/messages/count_tokens"));
    }
    for (var mount : List.of(Mount.STANDARD, Mount.WAFER)) {
      bodies.addAll(table(mount, "responses", "/responses"));
    }
    bodies.addAll(table(Mount.STANDARD, "strict", "/chat/completions"));
    bodies.addAll(table(Mount.WAFER, "strict", "/chat/completions"));
    bodies.addAll(table(Mount.STANDARD, "tokens", "/tokenize"));
    bodies.addAll(table(Mount.STANDARD, "detokens", "/detokenize"));
    return bodies.stream();
  }

  private static List<Body> table(Mount mount, String table, String path) {
    return Row.read(table).stream().map(row -> new Body(mount, path, row)).toList();
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBadBodyIsRefused(Body bad) {
    var body = Row.body(bad.row().column(1), bad.mount().model);
    var headers =
        List.of(
            "authorization: Bearer " + House.KEY,
            "content-type: application/json",
            "content-length: " + body.length);
    var answer = Line.send(where, "POST " + bad.target() + " HTTP/1.1", headers, body);
    check(answer, bad.mount(), bad.anthropic(), bad.row().columns().subList(2, 4));
  }

  static Stream<Row> requests() {
    return Row.read("requests").stream();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aBadRequestIsRefused(Row row) {
    var text = Row.body(row.column(1), "millrace-mini");
    var lines =
        new ArrayList<>(
            Arrays.asList(new String(text, StandardCharsets.ISO_8859_1).split("; ", -1)));
    var body =
        "{\"model\":\"millrace-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
            .getBytes(StandardCharsets.UTF_8);
    var first = lines.removeFirst();
    boolean posts = first.startsWith("POST ");
    if (posts) {
      lines.add("content-length: " + body.length);
    }
    lines.replaceAll(line -> line.replace("KEY", House.KEY));
    var answer = Line.send(where, first, lines, posts ? body : new byte[0]);
    check(answer, Mount.STANDARD, first.contains("/messages"), row.columns().subList(2, 4));
  }

  private static void check(
      Line.Answer answer, Mount mount, boolean anthropic, List<String> wanted) {
    var shown = answer.body().length() > 1000 ? answer.body().substring(0, 1000) : answer.body();
    assertThat(mount.takes(wanted.getFirst().strip(), answer.status()))
        .as(answer.status() + " " + shown)
        .isTrue();
    assertThat(answer.body().length())
        .as("an answer does not repeat what is huge")
        .isLessThan(2000);
    var shape = JsonMapper.shared().readTree(mount.error(anthropic));
    assertThat(Shape.faults(shape, JsonMapper.shared().readTree(answer.body())))
        .as(shown)
        .isEmpty();
    assertThat(shown).contains(wanted.getLast().strip());
    assertThat(answer.head().toLowerCase(Locale.ROOT))
        .contains("content-type: application/json", "x-request-id: ");
    assertThat(shown).doesNotContain("dev.millrace", "java.", "Exception", House.KEY);
  }
}
