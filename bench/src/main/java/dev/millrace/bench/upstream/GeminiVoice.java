package dev.millrace.bench.upstream;

import java.util.List;

/// Google's Gemini.
final class GeminiVoice implements Voice {
  @Override
  public byte[] beginning(String model) {
    return word(model, "");
  }

  @Override
  public byte[] word(String model, String text) {
    return Voice.event(frame(model, text, "", 1));
  }

  @Override
  public List<byte[]> ending(String model, Answer answer) {
    return List.of(Voice.event(frame(model, "", reason(answer), answer.words())));
  }

  @Override
  public byte[] mark() {
    return new byte[0];
  }

  @Override
  public byte[] nonsense() {
    return Voice.event("{\"candidates\": [{\"content");
  }

  @Override
  public byte[] error() {
    return Voice.event(refusal(503));
  }

  @Override
  public String whole(String model, Answer answer) {
    return frame(model, answer.text(), reason(answer), answer.words());
  }

  @Override
  public String refusal(int status) {
    String word =
        switch (status) {
          case 429 -> "RESOURCE_EXHAUSTED";
          case 503 -> "UNAVAILABLE";
          default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    return error(status, "The script says " + status + ".", word);
  }

  @Override
  public String tooLong() {
    return error(
        400,
        "The input token count (12) exceeds the maximum number of tokens allowed (10).",
        "INVALID_ARGUMENT");
  }

  private static String error(int status, String message, String word) {
    return "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"%s\"}}"
        .formatted(status, message, word);
  }

  private static String reason(Answer answer) {
    return "\"finishReason\":\"" + (answer.filtered() ? "SAFETY" : "STOP") + "\",";
  }

  private static String frame(String model, String text, String reason, int tokens) {
    return """
    {"candidates":[{"content":{"role":"model","parts":[{"text":"%s"}]},%s"index":0}],\
    "usageMetadata":{"promptTokenCount":%d,"candidatesTokenCount":%d,"totalTokenCount":%d},\
    "modelVersion":"%s","responseId":"scripted"}\
    """
        .formatted(text, reason, PROMPT_TOKENS, tokens, PROMPT_TOKENS + tokens, model);
  }
}
