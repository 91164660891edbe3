package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Pattern;

/// What ids of calls must look like when they are sent back. Those of other vendors are mapped: the
/// same id always to the same, without any memory.
public enum CallIds {
  ANY,
  /// Nine letters or digits (Mistral, 2026-11).
  NINE;

  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final Pattern FINE = Pattern.compile("[A-Za-z0-9]{9}");

  String of(String id) {
    return switch (this) {
      case ANY -> id;
      case NINE -> FINE.matcher(id).matches() ? id : hashed(id);
    };
  }

  /// The same turns with ids as they must be.
  List<Message> apply(List<Message> messages) {
    return this == ANY
        ? messages
        : messages.stream()
            .map(message ->
                new Message(
                    message.role(),
                    message.name(),
                    message.parts().stream().map(this::apply).toList()))
            .toList();
  }

  private Part apply(Part part) {
    return switch (part) {
      case Part.ToolCall(var id, var name, var arguments, var signature) ->
          new Part.ToolCall(of(id), name, arguments, signature);
      case Part.ToolResult(var id, var content, var failed) ->
          new Part.ToolResult(of(id), content, failed);
      case Part.Text _,
          Part.Thought _,
          Part.Withheld _,
          Part.Refusal _,
          Part.Attachment _,
          Part.CachePoint _ ->
          part;
    };
  }

  private static String hashed(String id) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      var nine = new StringBuilder();
      for (int i = 0; i < 9; i++) {
        nine.append(LETTERS.charAt(Byte.toUnsignedInt(hash[i]) % LETTERS.length()));
      }
      return nine.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
