package dev.millrace.bench.upstream;

/// The JSON of the answers, as OpenAI's chat completions have it.
final class Json {
  private static final int PROMPT_TOKENS = 12;
  private static final String ID = "chatcmpl-scripted";

  private Json() {}

  static String piece(String model, String delta) {
    return chunk(
        model,
        "[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":null}]",
        "null");
  }

  static String stop(String model) {
    return chunk(
        model, "[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}]", "null");
  }

  static String usage(String model, int tokens) {
    return chunk(model, "[]", usage(tokens));
  }

  static String whole(String model, String text, int tokens) {
    return """
    {"id":"%s","object":"chat.completion","created":1790000000,"model":"%s",\
    "choices":[{"index":0,"message":{"role":"assistant","content":"%s"},\
    "logprobs":null,"finish_reason":"stop"}],"usage":%s}\
    """
        .formatted(ID, model, text, usage(tokens));
  }

  static String refusal(int status) {
    return """
    {"error":{"message":"The script says %d.","type":"%s","param":null,"code":"scripted"}}\
    """
        .formatted(status, status < 500 ? "invalid_request_error" : "server_error");
  }

  private static String chunk(String model, String choices, String usage) {
    return """
    {"id":"%s","object":"chat.completion.chunk","created":1790000000,"model":"%s",\
    "system_fingerprint":"fp_scripted","choices":%s,"usage":%s}\
    """
        .formatted(ID, model, choices, usage);
  }

  private static String usage(int tokens) {
    return """
    {"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}\
    """
        .formatted(PROMPT_TOKENS, tokens, PROMPT_TOKENS + tokens);
  }
}
