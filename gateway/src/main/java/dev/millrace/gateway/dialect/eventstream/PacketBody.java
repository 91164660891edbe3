package dev.millrace.gateway.dialect.eventstream;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Makes a packet of the bytes of one.
final class PacketBody {
  private PacketBody() {}

  /// The packet, unless its bytes are damaged.
  static Optional<Packet> read(ByteBuffer bytes) {
    try {
      var message = Message.decode(bytes);
      return Optional.of(packet(message.getHeaders(), message.getPayload()));
    } catch (IllegalArgumentException | IllegalStateException | BufferUnderflowException _) {
      return Optional.empty(); // what the library throws for them
    }
  }

  /// What is neither an event nor an exception is passed over, as an event that nobody knows.
  private static Packet packet(Map<String, HeaderValue> headers, byte[] payload) {
    return switch (text(headers, ":message-type")) {
      case "exception" -> new Packet.Failed(text(headers, ":exception-type"), said(payload));
      case "error" ->
          new Packet.Failed(
              text(headers, ":error-code"),
              new Json.Fields(Map.of("message", new Json.Text(text(headers, ":error-message")))));
      default -> new Packet.Told(text(headers, ":event-type"), payload);
    };
  }

  private static Json.Fields said(byte[] payload) {
    try {
      return JsonReader.readObject(payload);
    } catch (Refused _) {
      String text = new String(payload, StandardCharsets.UTF_8);
      return new Json.Fields(Map.of("message", new Json.Text(text)));
    }
  }

  /// @throws IllegalStateException if it is no text
  private static String text(Map<String, HeaderValue> headers, String name) {
    return Optional.ofNullable(headers.get(name)).map(HeaderValue::getString).orElse("");
  }
}
