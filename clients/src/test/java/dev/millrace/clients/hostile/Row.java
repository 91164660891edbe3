package dev.millrace.clients.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A row of a table of hostile requests: columns stand between ` | `.
///
/// In a body `'` stands for `"`, words in capitals for what every request needs, `{{text * n}}` for
/// a text n times over and `{{xff}}` for a byte.
record Row(List<String> columns) {
  private static final Pattern REPEATED = Pattern.compile("\\{\\{(.*?) \\* (\\d+)}}");
  private static final Pattern BYTE = Pattern.compile("\\{\\{x([0-9a-f]{2})}}");
  private static final String HI = "'messages':[{'role':'user','content':'hi'}]";
  private static final String TOOL =
      "{'type':'function','function':{'name':'f','parameters':{'type':'object','properties':{}}}}";

  /// The rows of a table, without remarks.
  static List<Row> read(String table) {
    try (InputStream in =
        Objects.requireNonNull(Row.class.getResourceAsStream("/hostile/" + table + ".txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> new Row(List.of(line.split(" +\\|(?: |$)", -1))))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String what() {
    return columns.getFirst().strip();
  }

  String column(int index) {
    return columns.get(index).strip();
  }

  /// The bytes that a body stands for.
  static byte[] body(String text, String model) {
    var whole =
        text.replace("MODEL", "'model':'" + model + "'")
            .replace("HI", HI)
            .replace("IN", "'input':'hi'")
            .replace("LIMIT", "'max_tokens':8")
            .replace("TOOL", TOOL)
            .replace("\\'", "\\\"")
            .replace('\'', '"');
    var repeated =
        REPEATED
            .matcher(whole)
            .replaceAll(match ->
                Matcher.quoteReplacement(match.group(1).repeat(Integer.parseInt(match.group(2)))));
    var bytes = new ByteArrayOutputStream();
    int from = 0;
    var matcher = BYTE.matcher(repeated);
    while (matcher.find()) {
      bytes.writeBytes(repeated.substring(from, matcher.start()).getBytes(StandardCharsets.UTF_8));
      bytes.write(Integer.parseInt(matcher.group(1), 16));
      from = matcher.end();
    }
    bytes.writeBytes(repeated.substring(from).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }
}
