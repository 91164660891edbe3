package dev.millrace.gateway.dialect.sse;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Frames as bytes.
public final class FrameWriter {
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  private FrameWriter() {}

  /// One event, with the blank line that ends it.
  public static byte[] bytes(Frame frame) {
    var text = new StringBuilder(frame.data().length() + 16);
    if (!frame.event().isEmpty()) {
      text.append("event: ").append(frame.event()).append('\n');
    }
    for (String line : lines(frame.data())) {
      text.append("data: ").append(line).append('\n');
    }
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String[] lines(String data) {
    boolean one = data.indexOf('\n') < 0 && data.indexOf('\r') < 0;
    return one ? new String[] {data} : LINE_END.split(data, -1);
  }

  /// A line that readers skip; keeps a silent connection alive.
  public static byte[] comment(String words) {
    return (": " + LINE_END.matcher(words).replaceAll(" ") + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
