package dev.millrace.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A chat request, again and again the same.
///
/// @param port of the loopback
/// @param key the API key
/// @param body JSON, in ASCII
public record Ask(int port, String key, String body) {
  /// A request with a few words, with usage at the end of a stream.
  public static Ask chat(int port, String key, String model, boolean stream) {
    return new Ask(
        port,
        key,
        """
        {"model":"%s","messages":[{"role":"system","content":"You are a helpful assistant."},\
        {"role":"user","content":"Say water a hundred times."}],"max_tokens":256,\
        "temperature":0.7%s}\
        """
            .formatted(
                model,
                stream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : ""));
  }

  ByteBuffer bytes() {
    var text =
        """
        POST /v1/chat/completions HTTP/1.1\r
        host: 127.0.0.1:%d\r
        authorization: Bearer %s\r
        content-type: application/json\r
        content-length: %d\r
        \r
        %s\
        """
            .formatted(port, key, body.length(), body);
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
  }
}
