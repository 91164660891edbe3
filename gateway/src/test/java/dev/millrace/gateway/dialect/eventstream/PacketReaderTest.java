package dev.millrace.gateway.dialect.eventstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

final class PacketReaderTest {
  private static final int LIMIT = 4096;
  private static final byte[] TWO =
      Packets.of(
          """
          contentBlockDelta {"delta":{"text":"héllo"},"p":"abcdefghijk"}
          !throttlingException {"message":"slow down"}
          """
              .getBytes(UTF_8));

  private static List<String> read(byte[]... pieces) {
    var packets = new ArrayList<String>();
    var reader = new PacketReader("them", LIMIT);
    for (byte[] piece : pieces) {
      reader.turn(piece, packet -> packets.add(shown(packet)));
    }
    reader.end(packet -> packets.add(shown(packet)));
    return packets;
  }

  private static String shown(Packet packet) {
    return switch (packet) {
      case Packet.Told(var event, var payload) -> event + " " + new String(payload, UTF_8);
      case Packet.Failed(var code, var said) -> "!" + code + " " + JsonWriter.text(said);
    };
  }

  private static void refused(byte[] bytes, String why) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.failure()).isEqualTo(new Failure.Truncated("them", why)));
  }

  @Test
  void packetsAreReadHoweverTheyAreDivided() {
    var all = read(TWO);
    assertThat(all)
        .containsExactly(
            "contentBlockDelta {\"delta\":{\"text\":\"héllo\"},\"p\":\"abcdefghijk\"}",
            "!throttlingException {\"message\":\"slow down\"}");
    for (int at = 0; at <= TWO.length; at++) {
      assertThat(read(Arrays.copyOf(TWO, at), Arrays.copyOfRange(TWO, at, TWO.length)))
          .isEqualTo(all);
    }
  }

  @Test
  void aStreamThatEndsWithinAPacketIsTruncated() {
    int first =
        TWO.length
            - Packets.of("!throttlingException {\"message\":\"slow down\"}".getBytes(UTF_8)).length;
    for (int end = 1; end < TWO.length; end++) {
      if (end != first) {
        refused(Arrays.copyOf(TWO, end), "its stream ended within a message");
      }
    }
  }

  @Test
  void everyBitThatIsTurnedIsSeen() {
    byte[] packet = Packets.event("metadata", "{}".getBytes(UTF_8));
    for (int bit = 0; bit < packet.length * 8; bit++) {
      byte[] damaged = packet.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> read(damaged)).isInstanceOf(Refused.class);
    }
  }

  /// Else a length that is wrong would be waited for.
  @Test
  void aDamagedHeadIsSeenBeforeTheRestComes() {
    byte[] head = Arrays.copyOf(TWO, 12);
    for (int bit = 0; bit < head.length * 8; bit++) {
      byte[] damaged = head.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      refused(damaged, "the head of a message of its stream is damaged");
    }
  }

  /// From the test vectors of AWS's event streams (awslabs/aws-c-event-stream, 2026-11): a message
  /// without headers or payload, and one of a single header.
  @Test
  void thePublishedVectorsAreRead() {
    var hex = HexFormat.of();
    assertThat(read(hex.parseHex("000000100000000005c248eb7d98c8ff"))).containsExactly(" ");
    assertThat(
            read(
                hex.parseHex(
                    "0000003d0000002007fd83960c636f6e74656e742d747970650700106170706c69636174"
                        + "696f6e2f6a736f6e7b27666f6f273a27626172277d8d9c08b1")))
        .containsExactly(" {'foo':'bar'}");
  }

  @Test
  void theLibraryWritesWhatWeWrite() {
    var message =
        new Message(Map.of(":message-type", HeaderValue.fromString("event")), new byte[] {1, 2});
    var bytes = new ByteArrayOutputStream();
    message.encode(bytes);
    assertThat(bytes.toByteArray())
        .isEqualTo(Packets.packet(Map.of(":message-type", "event"), new byte[] {1, 2}));
  }

  @Test
  void anErrorWithoutPayloadIsAFailure() {
    assertThat(
            read(
                Packets.packet(
                    Map.of(
                        ":message-type", "error", ":error-code", "500", ":error-message", "gone"),
                    new byte[0])))
        .containsExactly("!500 {\"message\":\"gone\"}");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 17, LIMIT + 1, Integer.MAX_VALUE, -1})
  void lengthsThatMakeNoSenseAreRefusedAtOnce(int length) {
    byte[] head = Arrays.copyOf(Packets.sealed(length, new byte[2], new byte[0]), 12);
    assertThatThrownBy(() -> read(head)).isInstanceOf(Refused.class);
  }

  @Test
  void aPacketMayBeAsLargeAsTheLimitAndNoLarger() {
    byte[] most = Packets.sealed(new byte[0], new byte[LIMIT - 16]);
    assertThat(read(most)).hasSize(1);
    refused(
        Packets.sealed(new byte[0], new byte[LIMIT - 15]),
        "it sent a message larger than 4096 bytes");
  }

  /// Checksums that are right say nothing about the sense of headers.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void headersOfAnyBytesAreReadOrRefused(int seed) {
    var random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      byte[] headers = new byte[random.nextInt(40)];
      random.nextBytes(headers);
      for (int at = 0; at < headers.length; at++) {
        headers[at] = random.nextInt(3) == 0 ? headers[at] : (byte) random.nextInt(11);
      }
      try {
        read(Packets.sealed(headers, new byte[3]));
      } catch (Refused refused) {
        assertThat(refused.failure()).isInstanceOf(Failure.Truncated.class);
      }
    }
  }

  @Test
  void aHeaderOfTheWrongKindIsDamage() {
    byte[] headers = "\r:message-type\0".getBytes(UTF_8); // 13 letters; the value is true
    refused(Packets.sealed(headers, new byte[0]), "a message of its stream is damaged");
  }
}
