package dev.millrace.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A request for an answer, again and again the same.
///
/// @param port of the loopback
/// @param path where it goes
/// @param key the API key
/// @param body JSON, in ASCII
public record Ask(int port, String path, String key, String body) {
  /// A request with a few words, with usage at the end of a stream.
  public static Ask chat(int port, String key, String model, boolean stream) {
    return new Ask(
        port,
        "/v1/chat/completions",
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

  /// The same words as a streamed request of Anthropic's Messages.
  public static Ask messages(int port, String key, String model) {
    return new Ask(
        port,
        "/v1/messages",
        key,
        """
        {"model":"%s","system":"You are a helpful assistant.",\
        "messages":[{"role":"user","content":"Say water a hundred times."}],"max_tokens":256,\
        "temperature":0.7,"stream":true}\
        """
            .formatted(model));
  }

  /// The same words as a streamed request of OpenAI's Responses, not to be stored.
  public static Ask responses(int port, String key, String model) {
    return new Ask(
        port,
        "/v1/responses",
        key,
        """
        {"model":"%s","instructions":"You are a helpful assistant.",\
        "input":"Say water a hundred times.","max_output_tokens":256,\
        "temperature":0.7,"stream":true,"store":false}\
        """
            .formatted(model));
  }

  ByteBuffer bytes() {
    var text =
        """
        POST %s HTTP/1.1\r
        host: 127.0.0.1:%d\r
        authorization: Bearer %s\r
        content-type: application/json\r
        content-length: %d\r
        \r
        %s\
        """
            .formatted(path, port, key, body.length(), body);
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
  }
}
