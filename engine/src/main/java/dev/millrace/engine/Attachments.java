package dev.millrace.engine;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What is no text in a conversation, of which the engine's models can see nothing.
final class Attachments {
  private Attachments() {}

  /// @throws Refused if there is any
  static void refuse(List<Message> messages) {
    for (int at = 0; at < messages.size(); at++) {
      for (var part : messages.get(at).parts()) {
        var kind = attachments(part).findFirst().map(Part.Attachment::kind);
        if (kind.isPresent()) {
          throw new Refused(
              new Failure.BadRequest(
                  "messages[" + at + "].content",
                  Failure.Problem.UNSUPPORTED,
                  "has an attachment ("
                      + kind.get().name().toLowerCase(Locale.ROOT)
                      + "), but this model reads text alone"));
        }
      }
    }
  }

  private static Stream<Part.Attachment> attachments(Part part) {
    var within = part instanceof Part.ToolResult result ? result.content() : List.of(part);
    return within.stream()
        .filter(Part.Attachment.class::isInstance)
        .map(Part.Attachment.class::cast);
  }
}
