package dev.millrace.bench.upstream;

import java.util.List;

/// Anthropic's Messages.
final class MessagesVoice implements Voice {
  @Override
  public byte[] beginning(String model) {
    byte[] start =
        Voice.event(
            "message_start",
            """
            {"type":"message_start","message":%s}\
            """
                .formatted(message(model, "[]", "null", 1)));
    byte[] block =
        Voice.event(
            "content_block_start",
            """
            {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}\
            """);
    return Bytes.joined(start, block);
  }

  @Override
  public byte[] word(String model, String text) {
    return Voice.event(
        "content_block_delta",
        """
        {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"%s"}}\
        """
            .formatted(text));
  }

  @Override
  public List<byte[]> ending(String model, Answer answer) {
    return List.of(
        Voice.event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}"),
        Voice.event(
            "message_delta",
            """
            {"type":"message_delta","delta":{"stop_reason":"%s","stop_sequence":null},\
            "usage":{"output_tokens":%d}}\
            """
                .formatted(reason(answer), answer.words())));
  }

  @Override
  public byte[] mark() {
    return Voice.event("message_stop", "{\"type\":\"message_stop\"}");
  }

  @Override
  public byte[] nonsense() {
    return Voice.event("content_block_delta", "{\"type\": \"content_block_de");
  }

  @Override
  public byte[] error() {
    return Voice.event("error", refusal(529));
  }

  @Override
  public String whole(String model, Answer answer) {
    String content = "[{\"type\":\"text\",\"text\":\"" + answer.text() + "\"}]";
    return message(model, content, "\"" + reason(answer) + "\"", answer.words());
  }

  @Override
  public String refusal(int status) {
    String type =
        switch (status) {
          case 429 -> "rate_limit_error";
          case 529 -> "overloaded_error";
          default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    return error(type, "The script says " + status + ".");
  }

  @Override
  public String tooLong() {
    return error("invalid_request_error", "prompt is too long: 12 tokens > 10 maximum");
  }

  private static String error(String type, String message) {
    return "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
        .formatted(type, message);
  }

  private static String reason(Answer answer) {
    return answer.filtered() ? "refusal" : "end_turn";
  }

  private static String message(String model, String content, String reason, int output) {
    return """
    {"id":"msg_scripted","type":"message","role":"assistant","model":"%s","content":%s,\
    "stop_reason":%s,"stop_sequence":null,"usage":{"input_tokens":%d,"output_tokens":%d}}\
    """
        .formatted(model, content, reason, PROMPT_TOKENS, output);
  }
}
