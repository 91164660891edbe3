package dev.millrace.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A chat request, again and again the same.
///
/// @param port of the loopback
/// @param key the API key
/// @param model the model to ask for
/// @param stream whether to ask for a stream, with usage
public record Ask(int port, String key, String model, boolean stream) {
  ByteBuffer bytes() {
    var body =
        """
        {"model":"%s","messages":[{"role":"system","content":"You are a helpful assistant."},\
        {"role":"user","content":"Say water a hundred times."}],"max_tokens":256,"temperature":0.7%s}\
        """
            .formatted(
                model,
                stream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "");
    var text =
        "POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:%d\r\nauthorization: Bearer %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"
            .formatted(port, key, body.length(), body);
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
  }
}
