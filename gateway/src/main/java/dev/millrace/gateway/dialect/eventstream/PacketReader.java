package dev.millrace.gateway.dialect.eventstream;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Translator;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/// Reads packets from bytes that come in any chunks. A packet is, in big-endian numbers of four bytes,
/// its length, that of its headers and the CRC-32 of those two; then headers, payload, and the CRC-32
/// of all before. Throws [Refused] when a checksum or a length is not right, when a packet is larger
/// than it may be, and when the stream ends within one. No more is kept than has come of one packet.
public final class PacketReader implements Translator<byte[], Packet> {
  private static final int PRELUDE = 12;
  private static final int LEAST = PRELUDE + 4;
  private static final int FIRST_ROOM = 1024;

  private final String provider;
  private final int limit;
  private byte[] packet = new byte[FIRST_ROOM];
  private int filled;
  private int needed = PRELUDE;

  /// @param provider who sends, for failures
  /// @param limit the bytes that one packet may take
  public PacketReader(String provider, int limit) {
    this.provider = provider;
    this.limit = limit;
  }

  @Override
  public void turn(byte[] input, Consumer<? super Packet> out) {
    int at = 0;
    while (at < input.length) {
      int taken = Math.min(needed - filled, input.length - at);
      keep(input, at, taken);
      at += taken;
      if (filled == needed) {
        advance(out);
      }
    }
  }

  @Override
  public void end(Consumer<? super Packet> out) {
    if (filled > 0) {
      throw broken("its stream ended within a message");
    }
  }

  private void keep(byte[] input, int from, int count) {
    if (filled + count > packet.length) {
      int room = Math.min(needed, Math.max(filled + count, packet.length * 2));
      packet = Arrays.copyOf(packet, room);
    }
    System.arraycopy(input, from, packet, filled, count);
    filled += count;
  }

  private void advance(Consumer<? super Packet> out) {
    if (filled == PRELUDE) {
      needed = length();
      return;
    }
    var whole = PacketBody.read(ByteBuffer.wrap(packet, 0, filled));
    filled = 0;
    needed = PRELUDE;
    if (packet.length > limit / 16) {
      packet = new byte[FIRST_ROOM];
    }
    out.accept(whole.orElseThrow(() -> broken("a message of its stream is damaged")));
  }

  /// Of the whole packet. Its own checksum is looked at before anybody waits for so many bytes.
  private int length() {
    var crc = new CRC32();
    crc.update(packet, 0, PRELUDE - 4);
    var prelude = ByteBuffer.wrap(packet, 0, PRELUDE);
    long total = Integer.toUnsignedLong(prelude.getInt());
    long headers = Integer.toUnsignedLong(prelude.getInt());
    if (Integer.toUnsignedLong(prelude.getInt()) != crc.getValue()) {
      throw broken("the head of a message of its stream is damaged");
    }
    if (total < LEAST || headers > total - LEAST) {
      throw broken("a message of its stream is shorter than its own parts");
    }
    if (total > limit) {
      throw broken("it sent a message larger than " + limit + " bytes");
    }
    return (int) total;
  }

  private Refused broken(String why) {
    return new Refused(new Failure.Truncated(provider, why));
  }
}
