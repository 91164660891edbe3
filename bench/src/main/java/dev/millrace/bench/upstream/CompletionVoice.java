package dev.millrace.bench.upstream;

import java.util.List;

/// OpenAI's Completions.
final class CompletionVoice implements Voice {
  @Override
  public byte[] beginning(String model) {
    return word(model, "");
  }

  @Override
  public byte[] word(String model, String text) {
    return Voice.event(body(model, choice(text, "null"), "null"));
  }

  @Override
  public List<byte[]> ending(String model, Answer answer) {
    String reason = "\"" + ChatVoice.reason(answer) + "\"";
    return List.of(
        Voice.event(body(model, choice("", reason), "null")),
        Voice.event(body(model, "", Json.usage(answer.words()))));
  }

  @Override
  public byte[] mark() {
    return Voice.event("[DONE]");
  }

  @Override
  public byte[] error() {
    return Voice.event(Json.refusal(500));
  }

  @Override
  public String whole(String model, Answer answer) {
    String reason = "\"" + ChatVoice.reason(answer) + "\"";
    return body(model, choice(answer.text(), reason), Json.usage(answer.words()));
  }

  @Override
  public String refusal(int status) {
    return Json.refusal(status);
  }

  @Override
  public String tooLong() {
    return Json.tooLong();
  }

  private static String choice(String text, String reason) {
    return "{\"index\":0,\"text\":\"%s\",\"logprobs\":null,\"finish_reason\":%s}"
        .formatted(text, reason);
  }

  private static String body(String model, String choices, String usage) {
    return """
    {"id":"cmpl-scripted","object":"text_completion","created":1790000000,"model":"%s",\
    "choices":[%s],"usage":%s}\
    """
        .formatted(model, choices, usage);
  }
}
