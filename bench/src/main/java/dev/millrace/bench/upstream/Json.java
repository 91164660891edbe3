package dev.millrace.bench.upstream;

/// The JSON of the answers, as OpenAI's chat completions have it.
final class Json {
  private static final String ID = "chatcmpl-scripted";

  private Json() {}

  static String piece(String model, String delta) {
    return chunk(
        model,
        "[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":null}]",
        "null");
  }

  static String stop(String model, String reason) {
    return chunk(
        model,
        "[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"" + reason + "\"}]",
        "null");
  }

  static String usage(String model, int tokens) {
    return chunk(model, "[]", usage(tokens));
  }

  static String whole(String model, Voice.Answer answer, String reason) {
    return """
    {"id":"%s","object":"chat.completion","created":1790000000,"model":"%s",\
    "choices":[{"index":0,"message":{"role":"assistant","content":"%s"},\
    "logprobs":null,"finish_reason":"%s"}],"usage":%s}\
    """
        .formatted(ID, model, answer.text(), reason, usage(answer.words()));
  }

  static String refusal(int status) {
    return """
    {"error":{"message":"The script says %d.","type":"%s","param":null,"code":"scripted"}}\
    """
        .formatted(status, status < 500 ? "invalid_request_error" : "server_error");
  }

  static String tooLong() {
    return """
    {"error":{"message":"This model's maximum context length is 10 tokens. However, your messages \
    resulted in 12 tokens.","type":"invalid_request_error","param":"messages",\
    "code":"context_length_exceeded"}}\
    """;
  }

  static String usage(int tokens) {
    return """
    {"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}\
    """
        .formatted(Voice.PROMPT_TOKENS, tokens, Voice.PROMPT_TOKENS + tokens);
  }

  private static String chunk(String model, String choices, String usage) {
    return """
    {"id":"%s","object":"chat.completion.chunk","created":1790000000,"model":"%s",\
    "system_fingerprint":"fp_scripted","choices":%s,"usage":%s}\
    """
        .formatted(ID, model, choices, usage);
  }
}
