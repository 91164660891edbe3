package dev.millrace.gateway.dialect.sse;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Translator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Reads frames from bytes that come in any chunks. Lines end in LF, CR or both; comments, ids and
/// retry times are skipped; an event without its closing blank line is none.
public final class FrameReader implements Translator<byte[], Frame> {
  private final String provider;
  private final int limit;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder data = new StringBuilder();
  private String event = "";
  private boolean hasData;
  private boolean afterReturn;
  private boolean atStart = true;

  /// @param provider who sends, for failures
  /// @param limit the bytes that one line, and the characters that one event, may take
  public FrameReader(String provider, int limit) {
    this.provider = provider;
    this.limit = limit;
  }

  @Override
  public void turn(byte[] input, Consumer<? super Frame> out) {
    int begun = 0;
    for (int at = 0; at < input.length; at++) {
      byte unit = input[at];
      if (unit == '\n' && afterReturn) {
        begun = at + 1; // the second half of CR LF
      } else if (unit == '\n' || unit == '\r') {
        keep(input, begun, at);
        begun = at + 1;
        line(out);
      }
      afterReturn = unit == '\r';
    }
    keep(input, begun, input.length);
  }

  private void keep(byte[] input, int from, int to) {
    line.write(input, from, to - from);
    if (line.size() > limit || data.length() > limit) {
      throw new Refused(
          new Failure.Truncated(provider, "it sent an event larger than " + limit + " bytes"));
    }
  }

  private void line(Consumer<? super Frame> out) {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (atStart && text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    atStart = false;
    if (text.isEmpty()) {
      dispatch(out);
      return;
    }
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    field(name, value.startsWith(" ") ? value.substring(1) : value);
  }

  private void field(String name, String value) {
    if (name.equals("event")) {
      event = value;
    } else if (name.equals("data")) {
      if (hasData) {
        data.append('\n');
      }
      data.append(value);
      hasData = true;
    }
  }

  private void dispatch(Consumer<? super Frame> out) {
    boolean whole = hasData;
    var frame = new Frame(event, data.toString());
    event = "";
    data.setLength(0);
    hasData = false;
    if (whole) {
      out.accept(frame);
    }
  }
}
