package dev.millrace.bench.upstream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The bytes of one script's answers in one protocol, made once.
///
/// @param whole an answer that is not streamed, head and body
/// @param head the head of a stream
/// @param pieces the beginning, then each word, each a chunk
/// @param ending why it stopped, what it took and the end mark, and the last chunk
/// @param stream head, pieces and ending in one
record Frames(
    ByteBuffer whole,
    ByteBuffer head,
    List<ByteBuffer> pieces,
    ByteBuffer ending,
    ByteBuffer stream) {
  private static final String WORD = " water";
  private static final String LONG_WORD = " " + "w".repeat(1_000_000);
  private static final byte[] LAST = Voice.bytes("0\r\n\r\n");

  static Frames of(Voice voice, String model, Script script) {
    var fault = script.trouble().fault();
    if (fault == Fault.PAGE) {
      return only(answer(200, "text/html", "", Voice.bytes("<html>Sign in</html>")));
    }
    if (fault == Fault.CONTEXT) {
      return only(answer(400, "application/json", "", Voice.bytes(voice.tooLong())));
    }
    if (script.status() >= 400) {
      return only(refusal(voice, script.status(), script));
    }
    var writing = new Writing(voice, model, script);
    return fault == Fault.GZIP ? writing.packed() : writing.plain();
  }

  /// A refusal, whatever the script says.
  static ByteBuffer refusal(Voice voice, int status, Script script) {
    var retry = script.trouble().retry();
    String after = retry.isPresent() ? "retry-after: " + retry.getAsInt() + "\r\n" : "";
    return answer(status, "application/json", after, Voice.bytes(voice.refusal(status)));
  }

  /// An answer in JSON.
  static ByteBuffer answer(int status, String json) {
    return answer(status, "application/json", "", Voice.bytes(json));
  }

  private static ByteBuffer answer(int status, String type, String fields, byte[] body) {
    String head =
        "HTTP/1.1 %d Scripted\r\ncontent-type: %s\r\n%scontent-length: %d\r\n\r\n"
            .formatted(status, type, fields, body.length);
    return ByteBuffer.wrap(Bytes.joined(Voice.bytes(head), body)).asReadOnlyBuffer();
  }

  private static Frames only(ByteBuffer answer) {
    return new Frames(answer, answer, List.of(), ByteBuffer.allocate(0), answer);
  }

  /// One script in one protocol.
  private record Writing(Voice voice, String model, Script script) {
    Frames plain() {
      var pieces = pieces().stream().map(Writing::chunk).toList();
      var ending = new ArrayList<byte[]>();
      ending().stream().map(Writing::chunk).forEach(ending::add);
      ending.add(LAST);
      byte[] end = Bytes.joined(ending.toArray(byte[][]::new));
      byte[] head = head("");
      var all = new ArrayList<byte[]>();
      all.add(head);
      all.addAll(pieces);
      all.add(end);
      return new Frames(
          whole(),
          buffer(head),
          pieces.stream().map(Writing::buffer).toList(),
          buffer(end),
          buffer(Bytes.joined(all.toArray(byte[][]::new))));
    }

    Frames packed() {
      var all = new ArrayList<>(pieces());
      all.addAll(ending());
      byte[] body = chunk(Bytes.packed(Bytes.joined(all.toArray(byte[][]::new))));
      byte[] head = head("content-encoding: gzip\r\n");
      byte[] json = voice.whole(model, answer()).getBytes(StandardCharsets.US_ASCII);
      return new Frames(
          Frames.answer(200, "application/json", "content-encoding: gzip\r\n", Bytes.packed(json)),
          buffer(head),
          List.of(),
          buffer(Bytes.joined(body, LAST)),
          buffer(Bytes.joined(head, body, LAST)));
    }

    private ByteBuffer whole() {
      byte[] body = Voice.bytes(voice.whole(model, answer()));
      return switch (script.trouble().fault()) {
        case MALFORMED, ENDLESS -> {
          byte[] half = Arrays.copyOf(body, body.length / 2);
          yield Frames.answer(200, "application/json", "", half);
        }
        case ERROR -> refusal(voice, 500, script);
        case NONE, RESET, SILENCE, FILTER, CONTEXT, PAGE, GZIP, HUGE ->
            Frames.answer(200, "application/json", "", body);
      };
    }

    private List<byte[]> pieces() {
      var pieces = new ArrayList<byte[]>();
      pieces.add(voice.beginning(model));
      for (int at = 0; at < script.events(); at++) {
        if (at == script.events() / 2) {
          broken().ifPresent(pieces::add);
        }
        pieces.add(voice.word(model, at == 0 ? first() : WORD));
      }
      return pieces;
    }

    private Optional<byte[]> broken() {
      return switch (script.trouble().fault()) {
        case MALFORMED -> Optional.of(voice.nonsense());
        case ERROR -> Optional.of(voice.error());
        case NONE, RESET, SILENCE, ENDLESS, FILTER, CONTEXT, PAGE, GZIP, HUGE -> Optional.empty();
      };
    }

    private List<byte[]> ending() {
      var ending = new ArrayList<byte[]>();
      if (script.trouble().fault() != Fault.ENDLESS) {
        ending.addAll(voice.ending(model, answer()));
        ending.add(voice.mark());
      }
      ending.removeIf(piece -> piece.length == 0);
      return ending;
    }

    private String first() {
      return script.trouble().fault() == Fault.HUGE ? LONG_WORD : WORD;
    }

    private Voice.Answer answer() {
      String text = script.events() == 0 ? "" : first() + WORD.repeat(script.events() - 1);
      boolean filtered = script.trouble().fault() == Fault.FILTER;
      return new Voice.Answer(text, script.events(), filtered);
    }

    private byte[] head(String fields) {
      return Voice.bytes(
          "HTTP/1.1 200 OK\r\ncontent-type: "
              + voice.type()
              + "\r\ncache-control: no-cache\r\ntransfer-encoding: chunked\r\n"
              + fields
              + "\r\n");
    }

    private static byte[] chunk(byte[] piece) {
      byte[] size = Voice.bytes(Integer.toHexString(piece.length) + "\r\n");
      return Bytes.joined(size, piece, Voice.bytes("\r\n"));
    }

    private static ByteBuffer buffer(byte[] bytes) {
      return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
  }
}
