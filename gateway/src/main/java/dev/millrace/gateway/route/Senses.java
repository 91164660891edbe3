package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Traits.Ability;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import java.util.List;
import java.util.stream.Stream;

/// Checks that a model can take in what a conversation has besides text. An attachment is never
/// left out: the answer would be about something else.
record Senses(Model model) {
  /// @throws Refused if it cannot
  void check(List<Message> messages) {
    for (int at = 0; at < messages.size(); at++) {
      String place = "messages[" + at + "].content";
      messages.get(at).parts().stream()
          .flatMap(Senses::within)
          .forEach(attachment -> check(attachment, place));
    }
  }

  private static Stream<Part.Attachment> within(Part part) {
    return switch (part) {
      case Part.Attachment attachment -> Stream.of(attachment);
      case Part.ToolResult result -> result.content().stream().flatMap(Senses::within);
      case Part.Text _,
          Part.Thought _,
          Part.Withheld _,
          Part.Refusal _,
          Part.ToolCall _,
          Part.CachePoint _ ->
          Stream.empty();
    };
  }

  private void check(Part.Attachment attachment, String place) {
    var needed =
        switch (attachment.kind()) {
          case IMAGE, VIDEO -> Ability.VISION;
          case AUDIO -> Ability.AUDIO;
          case DOCUMENT -> Ability.DOCUMENTS;
        };
    if (model.traits().cannot(needed)) {
      throw new Refused(
          new Failure.BadRequest(place, Problem.UNSUPPORTED, lacking(attachment.kind())));
    }
  }

  private String lacking(Part.Attachment.Kind kind) {
    String what =
        switch (kind) {
          case IMAGE -> "has an image, which the model %s cannot see";
          case VIDEO -> "has a video, which the model %s cannot see";
          case AUDIO -> "has audio, which the model %s cannot hear";
          case DOCUMENT -> "has a document, which the model %s cannot read";
        };
    return what.formatted(model.id()) + "; GET /v1/models tells what each model can do";
  }
}
