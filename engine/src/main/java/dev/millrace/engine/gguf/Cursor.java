package dev.millrace.engine.gguf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// A place in a file that only moves forward, and never past the end.
final class Cursor {
  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final String file;
  private final MemorySegment bytes;
  private long position;

  Cursor(String file, MemorySegment bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  long position() {
    return position;
  }

  long remaining() {
    return bytes.byteSize() - position;
  }

  InvalidGguf wrong(long at, String what) {
    return InvalidGguf.at(file, at, what);
  }

  private long take(long length, String what) {
    if (length > remaining()) {
      throw wrong(
          position,
          "the file ends inside "
              + what
              + ", which takes "
              + length
              + " bytes; "
              + remaining()
              + " are left");
    }
    long at = position;
    position += length;
    return at;
  }

  int int8(String what) {
    return bytes.get(JAVA_BYTE, take(1, what));
  }

  int int16(String what) {
    return bytes.get(SHORT, take(2, what));
  }

  int int32(String what) {
    return bytes.get(INT, take(4, what));
  }

  long int64(String what) {
    return bytes.get(LONG, take(8, what));
  }

  MemorySegment slice(long length, String what) {
    return bytes.asSlice(take(length, what), length);
  }

  /// How many things follow, each of at least `size` bytes: refused when the rest of the file cannot hold them.
  int count(String what, long size) {
    long at = position;
    long count = int64(what);
    if (count < 0 || count > remaining() / size || count > Integer.MAX_VALUE - 8) {
      throw wrong(
          at,
          what
              + " is "
              + Long.toUnsignedString(count)
              + ", more than the "
              + remaining()
              + " bytes that follow can hold");
    }
    return (int) count;
  }

  String text(String what) {
    int length = count("the length of " + what, 1);
    long at = position;
    var content = new byte[length];
    MemorySegment.copy(bytes, JAVA_BYTE, take(length, what), content, 0, length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw wrong(at, what + " is not UTF-8");
    }
  }
}
