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
  private byte[] held = new byte[0];

  /// The text that is complete with these bytes; empty while a character is unfinished.
  public String push(byte[] bytes) {
    return decode(bytes, false);
  }

  /// The end of the stream: an unfinished character becomes U+FFFD. The stream may be used again.
  public String flush() {
    var rest = decode(new byte[0], true);
    decoder.reset();
    return rest;
  }

  private String decode(byte[] bytes, boolean end) {
    var input = ByteBuffer.allocate(held.length + bytes.length).put(held).put(bytes).flip();
    var output = CharBuffer.allocate(input.remaining() + 1);
    decoder.decode(input, output, end);
    held = new byte[input.remaining()];
    input.get(held);
    return output.flip().toString();
  }
}
