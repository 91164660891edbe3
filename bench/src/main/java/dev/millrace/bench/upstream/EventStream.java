package dev.millrace.bench.upstream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/// Frames of AWS's event stream: lengths, headers, a payload, and checksums of the lengths and of
/// all.
final class EventStream {
  private static final int AROUND = 16;
  private static final byte STRING = 7;

  private EventStream() {}

  /// An event.
  static byte[] event(String type, String json) {
    return frame("event", ":event-type", type, json);
  }

  /// Something that went wrong in mid-stream.
  static byte[] exception(String type, String json) {
    return frame("exception", ":exception-type", type, json);
  }

  private static byte[] frame(String message, String key, String type, String json) {
    var fields = new LinkedHashMap<String, String>();
    fields.put(key, type);
    fields.put(":content-type", "application/json");
    fields.put(":message-type", message);
    byte[] payload = json.getBytes(StandardCharsets.UTF_8);
    byte[] headers = headers(fields);
    var frame = ByteBuffer.allocate(AROUND + headers.length + payload.length);
    frame.putInt(frame.capacity()).putInt(headers.length);
    frame.putInt(checksum(frame)).put(headers).put(payload);
    frame.putInt(checksum(frame));
    return frame.array();
  }

  private static byte[] headers(Map<String, String> fields) {
    var headers = ByteBuffer.allocate(1 << 10);
    fields.forEach((name, value) -> {
      headers.put((byte) name.length()).put(Voice.bytes(name)).put(STRING);
      headers.putShort((short) value.length()).put(Voice.bytes(value));
    });
    byte[] written = new byte[headers.position()];
    headers.flip().get(written);
    return written;
  }

  /// Of all that is written until now.
  private static int checksum(ByteBuffer written) {
    var checksum = new CRC32();
    checksum.update(written.duplicate().flip());
    return (int) checksum.getValue();
  }
}
