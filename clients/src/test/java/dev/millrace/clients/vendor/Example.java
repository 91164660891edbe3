package dev.millrace.clients.vendor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A request of a vendor's document and what its answer must look like.
///
/// @param body JSON; empty for none
/// @param expected about the answer, or about the events of a stream
record Example(
    String name,
    String method,
    String path,
    Map<String, String> headers,
    String body,
    List<Expected> expected) {

  /// An expectation.
  ///
  /// @param status of the answer
  /// @param of what it holds
  record Expected(int status, Scope of, JsonNode shape) {}

  /// What a shape holds of.
  enum Scope {
    WHOLE,
    EACH,
    SOME,
    LAST
  }

  /// Reads the examples of a file: each begins with `## name`, a request line, headers, an empty line
  /// and perhaps a body; then come lines `-> status [each|some|last]`, each with a shape below it.
  /// A line that begins with `# ` is a remark.
  static List<Example> read(String resource) {
    try (InputStream in = Objects.requireNonNull(Example.class.getResourceAsStream(resource))) {
      var text =
          new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^# .*\n", "");
      var examples = new ArrayList<Example>();
      for (var part : text.split("(?m)^## ", -1)) {
        if (!part.isBlank()) {
          examples.add(one(part));
        }
      }
      return examples;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Example one(String part) {
    var pieces = part.split("(?m)^-> ", -1);
    var request = pieces[0].split("\n\\s*\n", 2);
    var lines = request[0].strip().lines().toList();
    var line = lines.get(1).split(" ", 2);
    var headers = new LinkedHashMap<String, String>();
    for (var header : lines.subList(2, lines.size())) {
      var halves = header.split(": ", 2);
      headers.put(halves[0], halves[1]);
    }
    var expected = new ArrayList<Expected>();
    for (int i = 1; i < pieces.length; i++) {
      expected.add(expected(pieces[i]));
    }
    var body = request.length == 1 ? "" : request[1].strip();
    return new Example(lines.getFirst(), line[0], line[1], headers, body, expected);
  }

  private static Expected expected(String piece) {
    var halves = piece.split("\n", 2);
    var head = halves[0].strip().split(" ", -1);
    var scope = head.length == 1 ? Scope.WHOLE : Scope.valueOf(head[1].toUpperCase(Locale.ROOT));
    return new Expected(Integer.parseInt(head[0]), scope, JsonMapper.shared().readTree(halves[1]));
  }

  @Override
  public String toString() {
    return name;
  }
}
