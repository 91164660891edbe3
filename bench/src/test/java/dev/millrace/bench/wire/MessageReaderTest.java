package dev.millrace.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageReaderTest {
  private static final String FIXED =
      "POST /v1/x HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\n\r\nhello";
  private static final String EMPTY = "GET /counts HTTP/1.1\r\nhost: here\r\n\r\n";
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0a\r\n0123456789\r\n0\r\n\r\n";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void messagesAreTheSameInPiecesOfAnySize(int size) {
    assertThat(read(FIXED + EMPTY + CHUNKED + FIXED, size))
        .containsExactly("/v1/x:hello", "/counts:", "200:abc0123456789", "/v1/x:hello");
  }

  @Test
  void anUnfinishedMessageHasNotEnded() {
    assertThat(read(CHUNKED.substring(0, CHUNKED.length() - 2), 1000)).isEmpty();
    assertThat(read(FIXED.substring(0, FIXED.length() - 1), 1000)).isEmpty();
  }

  private static List<String> read(String text, int size) {
    var book = new Book();
    var reader = new MessageReader(book);
    var bytes = text.getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at < bytes.length; at += size) {
      reader.read(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at)));
    }
    return book.messages;
  }

  private static final class Book implements MessageReader.Listener {
    private final List<String> messages = new ArrayList<>();
    private final StringBuilder message = new StringBuilder();

    @Override
    public void head(Head head) {
      message.append(head.second()).append(':');
    }

    @Override
    public void body(ByteBuffer piece) {
      message.append(StandardCharsets.US_ASCII.decode(piece));
    }

    @Override
    public void end() {
      messages.add(message.toString());
      message.setLength(0);
    }
  }
}
