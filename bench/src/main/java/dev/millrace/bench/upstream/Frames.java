package dev.millrace.bench.upstream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The bytes of one script's answers, made once.
///
/// @param whole an answer that is not streamed, head and body
/// @param head the head of a stream
/// @param pieces the role, then each word, each a chunk
/// @param ending the stop, the usage and `[DONE]`, and the last chunk
/// @param stream head, pieces and ending in one
record Frames(
    ByteBuffer whole,
    ByteBuffer head,
    List<ByteBuffer> pieces,
    ByteBuffer ending,
    ByteBuffer stream) {
  private static final String STREAM_HEAD =
      """
      HTTP/1.1 200 OK\r
      content-type: text/event-stream\r
      cache-control: no-cache\r
      transfer-encoding: chunked\r
      \r
      """;
  private static final String WORD = " water";

  static Frames of(String model, Script script) {
    if (script.status() >= 400) {
      var refusal = answer(script.status(), Json.refusal(script.status()));
      return new Frames(refusal, refusal, List.of(), bytes(""), refusal);
    }
    var pieces = new ArrayList<String>();
    pieces.add(chunk(Json.piece(model, "{\"role\":\"assistant\",\"content\":\"\"}")));
    for (int i = 0; i < script.events(); i++) {
      pieces.add(chunk(Json.piece(model, "{\"content\":\"" + WORD + "\"}")));
    }
    var ending =
        chunk(Json.stop(model))
            + chunk(Json.usage(model, script.events()))
            + chunk("[DONE]")
            + "0\r\n\r\n";
    return new Frames(
        answer(script.status(), Json.whole(model, WORD.repeat(script.events()), script.events())),
        bytes(STREAM_HEAD),
        pieces.stream().map(Frames::bytes).toList(),
        bytes(ending),
        bytes(STREAM_HEAD + String.join("", pieces) + ending));
  }

  /// An answer with a length.
  static ByteBuffer answer(int status, String json) {
    return bytes(
        "HTTP/1.1 %d Scripted\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"
            .formatted(status, json.length(), json));
  }

  private static String chunk(String data) {
    var event = "data: " + data + "\n\n";
    return Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
  }

  private static ByteBuffer bytes(String ascii) {
    return ByteBuffer.wrap(ascii.getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
  }
}
