package dev.millrace.engine.token;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Text from bytes that arrive in pieces: the bytes of an unfinished character are held back until the rest comes,
/// and bytes that are not UTF-8 become U+FFFD. For one stream, on one thread at a time.
public final class Utf8Stream {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /// Bytes that are not decoded yet.
  private ByteBuffer input = ByteBuffer.allocate(64);

  private CharBuffer output = CharBuffer.allocate(65);

  /// The text that is complete with these bytes; empty while a character is unfinished.
  public String push(byte[] bytes) {
    if (bytes.length > input.remaining()) {
      input = ByteBuffer.allocate(input.position() + 2 * bytes.length).put(input.flip());
      output = CharBuffer.allocate(input.capacity() + 1);
    }
    input.put(bytes);
    return decode(false);
  }

  /// The end of the stream: an unfinished character becomes U+FFFD. The stream may be used again.
  public String flush() {
    var rest = decode(true);
    decoder.reset();
    return rest;
  }

  private String decode(boolean end) {
    output.clear();
    decoder.decode(input.flip(), output, end);
    input.compact();
    return output.flip().isEmpty() ? "" : output.toString();
  }
}
