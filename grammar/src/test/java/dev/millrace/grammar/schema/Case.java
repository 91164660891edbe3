package dev.millrace.grammar.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A schema and what is to become of it, as the tables in `src/test/resources/schema` have them: a
/// title behind `#`, the schema on the lines below, then documents that are accepted (`+`) or
/// rejected (`-`), or the beginning of the refusal of the schema itself (`!`).
record Case(
    String title,
    String schema,
    List<String> accepted,
    List<String> rejected,
    List<String> refused) {
  static List<Case> read(String table) {
    var cases = new ArrayList<Case>();
    var lines = new ArrayList<String>();
    for (var line : text(table).lines().toList()) {
      if (line.startsWith("#") && !lines.isEmpty()) {
        cases.add(of(lines));
        lines.clear();
      }
      if (!line.isBlank()) {
        lines.add(line);
      }
    }
    cases.add(of(lines));
    return cases;
  }

  private static Case of(List<String> lines) {
    return new Case(
        lines.getFirst().substring(1).strip(),
        String.join(
            "\n",
            lines.stream().skip(1).filter(line -> "+-!".indexOf(line.charAt(0)) < 0).toList()),
        marked(lines, '+'),
        marked(lines, '-'),
        marked(lines, '!'));
  }

  private static List<String> marked(List<String> lines, char mark) {
    return lines.stream()
        .filter(line -> line.charAt(0) == mark)
        .map(line -> line.substring(Math.min(2, line.length())).replace("\u240a", "\n"))
        .toList();
  }

  private static String text(String table) {
    try (var stream = Case.class.getResourceAsStream("/schema/" + table + ".txt")) {
      if (stream == null) {
        throw new IllegalArgumentException("no table " + table);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public String toString() {
    return title;
  }
}
