package dev.millrace.clients.hostile;

/// Where a profile is mounted and how its errors look.
enum Mount {
  STANDARD("/v1", "millrace-mini", false, Shapes.PLAIN, Shapes.ANTHROPIC),
  WAFER("/wafer/v1", "GLM-5.1", true, Shapes.WAFER, Shapes.WAFER_ANTHROPIC),
  WRIFT("/wrift/v1", "deepseek-ai/deepseek-r1", true, Shapes.DETAIL, Shapes.ANTHROPIC),
  WAYSCLOUD("/wayscloud/v1", "mixtral-8x7b", false, Shapes.PLAIN, Shapes.ANTHROPIC),
  BUD("/bud/v1", "qwen3-4b", false, Shapes.BUD, Shapes.ANTHROPIC);

  /// Where its surfaces are.
  final String path;

  /// A model that it serves.
  final String model;

  private final boolean unprocessable;
  private final String plain;
  private final String anthropic;

  /// @param unprocessable whether a bad field may be a 422
  Mount(String path, String model, boolean unprocessable, String plain, String anthropic) {
    this.path = path;
    this.model = model;
    this.unprocessable = unprocessable;
    this.plain = plain;
    this.anthropic = anthropic;
  }

  /// How an error looks.
  ///
  /// @param messages on the surface of Anthropic's Messages
  String error(boolean messages) {
    return messages ? anthropic : plain;
  }

  /// Whether a status is what a row wants: itself, or `4xx` for any that blames the client.
  boolean takes(String wanted, int status) {
    return switch (wanted) {
      case "4xx" -> status >= 400 && status < 500;
      case "400" -> status == 400 || (unprocessable && status == 422);
      default -> status == Integer.parseInt(wanted);
    };
  }

  private static final class Shapes {
    static final String PLAIN =
        """
        {"error": {"message": "string", "type": "string", "param": "string|null",
                   "code": "string|null", "request_id": "~req_[0-9a-f]{12}"}}
        """;
    static final String ANTHROPIC =
        """
        {"type": "=error", "error": {"type": "string", "message": "string"},
         "request_id": "~req_[0-9a-f]{12}"}
        """;
    static final String WAFER =
        """
        {"error": {"type": "string", "code": "string", "message": "string", "param": "string|null",
                   "request_id": "~req_[0-9a-f]{12}", "docs_url": "~https://.+"}}
        """;
    static final String WAFER_ANTHROPIC =
        """
        {"type": "=error",
         "error": {"type": "string", "code": "string", "message": "string", "param": "string|null",
                   "request_id": "~req_[0-9a-f]{12}", "docs_url": "~https://.+"}}
        """;
    static final String BUD =
        """
        {"error": {"message": "string", "type": "string", "code": "integer"}}
        """;
    static final String DETAIL =
        """
        {"detail": "array|string"}
        """;
  }
}
