package dev.millrace.bench.upstream;

import java.util.List;

/// AWS Bedrock's Converse, whose streams are frames of an event stream.
final class ConverseVoice implements Voice {
  @Override
  public String type() {
    return "application/vnd.amazon.eventstream";
  }

  @Override
  public byte[] beginning(String model) {
    return EventStream.event("messageStart", "{\"role\":\"assistant\"}");
  }

  @Override
  public byte[] word(String model, String text) {
    return EventStream.event(
        "contentBlockDelta",
        "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + text + "\"},\"p\":\"abcd\"}");
  }

  @Override
  public List<byte[]> ending(String model, Answer answer) {
    return List.of(
        EventStream.event("contentBlockStop", "{\"contentBlockIndex\":0}"),
        EventStream.event("messageStop", "{\"stopReason\":\"" + reason(answer) + "\"}"),
        EventStream.event(
            "metadata", "{\"usage\":" + usage(answer) + ",\"metrics\":{\"latencyMs\":1}}"));
  }

  @Override
  public byte[] mark() {
    return new byte[0];
  }

  /// A frame whose checksum is wrong.
  @Override
  public byte[] nonsense() {
    byte[] frame = word("", "nonsense");
    frame[frame.length - 1] ^= 1;
    return frame;
  }

  @Override
  public byte[] error() {
    return EventStream.exception("modelStreamErrorException", refusal(424));
  }

  @Override
  public String whole(String model, Answer answer) {
    return """
    {"output":{"message":{"role":"assistant","content":[{"text":"%s"}]}},"stopReason":"%s",\
    "usage":%s,"metrics":{"latencyMs":1}}\
    """
        .formatted(answer.text(), reason(answer), usage(answer));
  }

  @Override
  public String refusal(int status) {
    return "{\"message\":\"The script says " + status + ".\"}";
  }

  @Override
  public String tooLong() {
    return "{\"message\":\"Input is too long for requested model.\"}";
  }

  private static String reason(Answer answer) {
    return answer.filtered() ? "content_filtered" : "end_turn";
  }

  private static String usage(Answer answer) {
    return "{\"inputTokens\":%d,\"outputTokens\":%d,\"totalTokens\":%d}"
        .formatted(PROMPT_TOKENS, answer.words(), PROMPT_TOKENS + answer.words());
  }
}
