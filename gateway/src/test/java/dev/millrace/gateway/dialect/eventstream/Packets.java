package dev.millrace.gateway.dialect.eventstream;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/// Event streams as bytes, written down as the format is described.
public final class Packets {
  private static final int PART = 97;

  private Packets() {}

  /// A stream of which each line is a packet: `name payload`, or `!name payload` of an exception.
  public static byte[] of(byte[] lines) {
    var all = new ByteArrayOutputStream();
    new String(lines, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> all.writeBytes(line(line)));
    return all.toByteArray();
  }

  /// Bytes in parts of a prime number of them, as SageMaker hands on what its containers say.
  public static byte[] parts(byte[] said) {
    var all = new ByteArrayOutputStream();
    for (int at = 0; at < said.length; at += PART) {
      byte[] part = Arrays.copyOfRange(said, at, Math.min(said.length, at + PART));
      all.writeBytes(packet(Map.of(":message-type", "event", ":event-type", "PayloadPart"), part));
    }
    return all.toByteArray();
  }

  /// Server-sent events in packets, as Bedrock hands on those of a model's maker.
  public static byte[] chunks(byte[] events) {
    var all = new ByteArrayOutputStream();
    new String(events, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("data:"))
        .map(line -> line.substring("data:".length()).strip().getBytes(StandardCharsets.UTF_8))
        .map(data -> "{\"bytes\":\"" + Base64.getEncoder().encodeToString(data) + "\"}")
        .forEach(json -> all.writeBytes(event("chunk", json.getBytes(StandardCharsets.UTF_8))));
    return all.toByteArray();
  }

  private static byte[] line(String line) {
    int space = line.indexOf(' ');
    byte[] payload = line.substring(space + 1).getBytes(StandardCharsets.UTF_8);
    return line.startsWith("!")
        ? exception(line.substring(1, space), payload)
        : event(line.substring(0, space), payload);
  }

  /// An event.
  public static byte[] event(String name, byte[] payload) {
    var headers = new LinkedHashMap<String, String>();
    headers.put(":event-type", name);
    headers.put(":content-type", "application/json");
    headers.put(":message-type", "event");
    return packet(headers, payload);
  }

  /// An exception.
  public static byte[] exception(String name, byte[] payload) {
    return packet(Map.of(":message-type", "exception", ":exception-type", name), payload);
  }

  /// A packet whose headers are texts.
  public static byte[] packet(Map<String, String> headers, byte[] payload) {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    try {
      for (var header : headers.entrySet()) {
        out.writeByte(header.getKey().length());
        out.writeBytes(header.getKey());
        out.writeByte(7);
        out.writeUTF(header.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sealed(bytes.toByteArray(), payload);
  }

  /// A packet of those headers, however they came to be.
  static byte[] sealed(byte[] headers, byte[] payload) {
    return sealed(headers.length + payload.length + 16, headers, payload);
  }

  /// The same, with another length told.
  static byte[] sealed(int total, byte[] headers, byte[] payload) {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    try {
      out.writeInt(total);
      out.writeInt(headers.length);
      out.writeInt(checksum(bytes.toByteArray()));
      out.write(headers);
      out.write(payload);
      out.writeInt(checksum(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static int checksum(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
