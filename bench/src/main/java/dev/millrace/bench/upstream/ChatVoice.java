package dev.millrace.bench.upstream;

import java.util.List;

/// OpenAI's Chat Completions.
final class ChatVoice implements Voice {
  @Override
  public byte[] beginning(String model) {
    return Voice.event(Json.piece(model, "{\"role\":\"assistant\",\"content\":\"\"}"));
  }

  @Override
  public byte[] word(String model, String text) {
    return Voice.event(Json.piece(model, "{\"content\":\"" + text + "\"}"));
  }

  @Override
  public List<byte[]> ending(String model, Answer answer) {
    return List.of(
        Voice.event(Json.stop(model, reason(answer))),
        Voice.event(Json.usage(model, answer.words())));
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
    return Json.whole(model, answer, reason(answer));
  }

  @Override
  public String refusal(int status) {
    return Json.refusal(status);
  }

  @Override
  public String tooLong() {
    return Json.tooLong();
  }

  static String reason(Answer answer) {
    return answer.filtered() ? "content_filter" : "stop";
  }
}
