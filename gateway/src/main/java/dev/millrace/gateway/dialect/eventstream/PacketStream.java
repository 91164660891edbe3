package dev.millrace.gateway.dialect.eventstream;

import dev.millrace.llm.Event;
import dev.millrace.llm.Translator;
import java.util.function.Consumer;

/// An event stream, from bytes to events of an answer.
public final class PacketStream implements Translator<byte[], Event> {
  /// The type of such a stream.
  public static final String TYPE = "application/vnd.amazon.eventstream";

  private static final int LARGEST_PACKET = 16 << 20;

  private final PacketReader packets;
  private final Translator<Packet, Event> events;

  /// @param provider who sends it
  /// @param events reads the packets; knows when the stream is whole
  public PacketStream(String provider, Translator<Packet, Event> events) {
    this.packets = new PacketReader(provider, LARGEST_PACKET);
    this.events = events;
  }

  @Override
  public void turn(byte[] input, Consumer<? super Event> out) {
    packets.turn(input, packet -> events.turn(packet, out));
  }

  @Override
  public void end(Consumer<? super Event> out) {
    packets.end(packet -> events.turn(packet, out));
    events.end(out);
  }
}
