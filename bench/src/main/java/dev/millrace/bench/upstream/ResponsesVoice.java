package dev.millrace.bench.upstream;

import java.util.List;

/// OpenAI's Responses. Its events carry no numbers here: nobody needs them.
final class ResponsesVoice implements Voice {
  @Override
  public byte[] beginning(String model) {
    String begun = response(model, "in_progress", "[]", "null", "null");
    return Bytes.joined(
        named("response.created", "\"response\":" + begun),
        named("response.in_progress", "\"response\":" + begun),
        named(
            "response.output_item.added",
            "\"output_index\":0,\"item\":" + item("in_progress", "[]")),
        named(
            "response.content_part.added",
            "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"part\":" + text("")));
  }

  @Override
  public byte[] word(String model, String text) {
    return named(
        "response.output_text.delta",
        "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"" + text + "\"");
  }

  @Override
  public List<byte[]> ending(String model, Answer answer) {
    String place = "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,";
    String whole = item("completed", "[" + text(answer.text()) + "]");
    return List.of(
        named("response.output_text.done", place + "\"text\":\"" + answer.text() + "\""),
        named("response.content_part.done", place + "\"part\":" + text(answer.text())),
        named("response.output_item.done", "\"output_index\":0,\"item\":" + whole),
        named(
            answer.filtered() ? "response.incomplete" : "response.completed",
            "\"response\":" + whole(model, answer)));
  }

  @Override
  public byte[] mark() {
    return new byte[0];
  }

  @Override
  public byte[] nonsense() {
    return Voice.event("response.output_text.delta", "{\"type\": \"response.outp");
  }

  @Override
  public byte[] error() {
    return named(
        "error", "\"code\":\"server_error\",\"message\":\"The script says so.\",\"param\":null");
  }

  @Override
  public String whole(String model, Answer answer) {
    String items = "[" + item("completed", "[" + text(answer.text()) + "]") + "]";
    String details = answer.filtered() ? "{\"reason\":\"content_filter\"}" : "null";
    return response(
        model, answer.filtered() ? "incomplete" : "completed", items, details, usage(answer));
  }

  @Override
  public String refusal(int status) {
    return Json.refusal(status);
  }

  @Override
  public String tooLong() {
    return Json.tooLong();
  }

  private static byte[] named(String type, String members) {
    return Voice.event(type, "{\"type\":\"" + type + "\"," + members + "}");
  }

  private static String text(String words) {
    return "{\"type\":\"output_text\",\"text\":\"" + words + "\",\"annotations\":[]}";
  }

  private static String item(String status, String content) {
    return """
    {"id":"msg_1","type":"message","role":"assistant","status":"%s","content":%s}\
    """
        .formatted(status, content);
  }

  private static String usage(Answer answer) {
    return """
    {"input_tokens":%d,"input_tokens_details":{"cached_tokens":0},"output_tokens":%d,\
    "output_tokens_details":{"reasoning_tokens":0},"total_tokens":%d}\
    """
        .formatted(PROMPT_TOKENS, answer.words(), PROMPT_TOKENS + answer.words());
  }

  private static String response(
      String model, String status, String output, String details, String usage) {
    return """
    {"id":"resp_scripted","object":"response","created_at":1790000000,"status":"%s","error":null,\
    "incomplete_details":%s,"model":"%s","output":%s,"usage":%s}\
    """
        .formatted(status, details, model, output, usage);
  }
}
