package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Request;
import dev.millrace.llm.Tool;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// How many tokens something takes, when nobody counts them: one for four bytes of UTF-8, and four
/// more for each message, which is near the truth for English and too much for most code.
public final class Estimate {
  private static final int BYTES_PER_TOKEN = 4;
  private static final int TOKENS_PER_MESSAGE = 4;

  private Estimate() {}

  /// Tokens of the prompt of a request.
  public static int prompt(Request request) {
    return switch (request.prompt()) {
      case Prompt.Conversation(var messages, _) ->
          conversation(messages) + tools(request.tools().declared());
      case Prompt.Text(var text) -> tokens(bytes(text));
      case Prompt.Tokens(var ids) -> ids.size();
    };
  }

  private static int conversation(List<Message> messages) {
    long tokens = 0;
    for (Message message : messages) {
      long bytes = 0;
      for (Part part : message.parts()) {
        bytes += bytes(part.grown());
      }
      tokens += TOKENS_PER_MESSAGE + tokens(bytes);
    }
    return Math.toIntExact(tokens);
  }

  private static int tools(List<Tool> tools) {
    long bytes = 0;
    for (Tool tool : tools) {
      String schema = JsonWriter.text(tool.parameters());
      bytes += bytes(tool.name()) + bytes(tool.description()) + bytes(schema);
    }
    return tokens(bytes);
  }

  static int tokens(long bytes) {
    return Math.toIntExact(Math.ceilDiv(bytes, BYTES_PER_TOKEN));
  }

  static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
