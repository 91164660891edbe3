package dev.millrace.bench.faults;

/// A protocol that the scripted upstream speaks as a provider.
enum Wire {
  CHAT("openai-chat", "/v1"),
  RESPONSES("openai-responses", "/v1"),
  ANTHROPIC("anthropic", ""),
  GEMINI("gemini", "/v1beta"),
  BEDROCK("bedrock", "");

  private final String dialect;
  private final String base;

  Wire(String dialect, String base) {
    this.dialect = dialect;
    this.base = base;
  }

  /// The provider of that name, as a configuration has it.
  ///
  /// @param patience how long its first event, and every silence, may take
  String provider(String name, int port, String patience) {
    return """
      %s:
        base-url: http://127.0.0.1:%d%s
        dialect: %s
        api-key-env: PROVIDER_KEY
        timeouts: {connect: 5s, first-event: %s, stall: %s}
    """
        .formatted(name, port, base, dialect, patience, patience);
  }
}
