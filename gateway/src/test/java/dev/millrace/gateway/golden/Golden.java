package dev.millrace.gateway.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A folder of files to compare with. With `-Dgolden.update=true` what came out is written into it
/// instead, for a reviewer to look at.
public record Golden(Path folder) {
  /// A folder below `gateway/src/test/resources`.
  public static Golden in(String folder) {
    return new Golden(
        Path.of(System.getProperty("millrace.root"), "gateway/src/test/resources", folder));
  }

  /// The names of the files that end so, without that end.
  public List<String> names(String end) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(end))
          .map(name -> name.substring(0, name.length() - end.length()))
          .sorted()
          .toList();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /// What a file says.
  public byte[] bytes(String name) {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /// Compares text with a file.
  public void check(String name, String actual) {
    Path file = folder.resolve(name);
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(folder);
        Files.writeString(file, actual);
      }
      assertThat(actual).as("golden file %s", file).isEqualTo(Files.readString(file));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /// Compares JSON with a file, one member to a line.
  public void checkJson(String name, byte[] actual) {
    check(name, readable(actual) + "\n");
  }

  /// JSON with one member to a line.
  public static String readable(byte[] json) {
    return indented(JsonReader.read(json), "\n");
  }

  private static String indented(Json json, String line) {
    return switch (json) {
      case Json.Fields(var values) when !values.isEmpty() ->
          values.entrySet().stream()
              .map(member ->
                  JsonWriter.text(new Json.Text(member.getKey()))
                      + ": "
                      + indented(member.getValue(), line + "  "))
              .reduce((left, right) -> left + "," + line + "  " + right)
              .map(members -> "{" + line + "  " + members + line + "}")
              .orElseThrow();
      case Json.Items(var values) when values.stream().anyMatch(Json.Fields.class::isInstance) ->
          values.stream()
              .map(value -> indented(value, line + "  "))
              .reduce((left, right) -> left + "," + line + "  " + right)
              .map(items -> "[" + line + "  " + items + line + "]")
              .orElseThrow();
      case Json.Fields _, Json.Items _, Json.Text _, Json.Numeral _, Json.Bool _, Json.Null _ ->
          JsonWriter.text(json);
    };
  }
}
