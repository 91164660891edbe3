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
/// more for each message, which is near the truth for English and too much for most code. What is
/// no text is guessed from what it commonly takes at those who do count (2026-11).
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
        bytes += bytes(part);
      }
      tokens += TOKENS_PER_MESSAGE + tokens(bytes);
    }
    return Math.toIntExact(tokens);
  }

  private static long bytes(Part part) {
    return switch (part) {
      case Part.Text _, Part.Thought _, Part.Refusal _, Part.ToolCall _ -> bytes(part.grown());
      case Part.ToolResult(_, var content, _) -> content.stream().mapToLong(Estimate::bytes).sum();
      case Part.Attachment attachment -> tokens(attachment) * BYTES_PER_TOKEN;
      case Part.Withheld _, Part.CachePoint _ -> 0;
    };
  }

  /// Of a document that is here at least what its bytes would be as text when packed.
  private static long tokens(Part.Attachment attachment) {
    long here =
        attachment.source() instanceof Part.Source.Inline(_, var base64) ? base64.length() : 0;
    return switch (attachment.kind()) {
      case IMAGE -> 1_500;
      case AUDIO -> Math.max(500, here / 1_000);
      case VIDEO -> Math.max(10_000, here / 1_000);
      case DOCUMENT -> Math.max(1_500, here / 16);
    };
  }

  private static int tools(List<Tool> tools) {
    long bytes = 0;
    for (Tool tool : tools) {
      String schema = JsonWriter.text(tool.parameters());
      bytes += bytes(tool.name()) + bytes(tool.description()) + bytes(schema);
    }
    return tokens(bytes);
  }

  /// Tokens of so many bytes of UTF-8.
  public static int tokens(long bytes) {
    return Math.toIntExact(Math.ceilDiv(bytes, BYTES_PER_TOKEN));
  }

  /// Bytes of UTF-8.
  public static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
