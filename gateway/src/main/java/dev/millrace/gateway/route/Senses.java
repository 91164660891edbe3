package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Traits.Ability;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Part.Attachment.Kind;
import dev.millrace.llm.Refused;
import java.util.List;
import java.util.stream.Stream;

/// Checks that a model can take in what a conversation has besides text, and that its target does. An
/// attachment is never left out: the answer would be about something else.
///
/// @param means what its target takes
record Senses(Model model, Means means) {
  /// @throws Refused if it cannot
  void check(List<Message> messages) {
    for (int at = 0; at < messages.size(); at++) {
      String place = "messages[" + at + "].content";
      for (var part : messages.get(at).parts()) {
        within(part).forEach(attachment -> check(attachment, place));
        if (part instanceof Part.ToolResult) {
          within(part).forEach(attachment -> checkShown(attachment, place));
        }
      }
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
      throw Lacking.refuse(place, lacking(attachment.kind()));
    }
    if (!means.has(ask(attachment.kind()))) {
      throw Lacking.refuse(place, "has " + name(attachment.kind()) + nobody());
    }
    if (attachment.source() instanceof Part.Source.Stored && !means.has(Ask.STORED_FILES)) {
      throw Lacking.refuse(place, "names a file by its id" + nobody() + "; send the file itself");
    }
  }

  /// What tools have answered is words in most protocols.
  private void checkShown(Part.Attachment attachment, String place) {
    if (!means.has(Ask.IMAGES_OF_TOOLS)) {
      String what = name(attachment.kind()) + " in what a tool has answered";
      throw Lacking.refuse(place, "has " + what + nobody() + "; send it in a message of the user");
    }
  }

  private static Ask ask(Kind kind) {
    return switch (kind) {
      case IMAGE -> Ask.IMAGES;
      case DOCUMENT -> Ask.DOCUMENTS;
      case AUDIO -> Ask.AUDIO;
      case VIDEO -> Ask.VIDEO;
    };
  }

  private static String name(Kind kind) {
    return switch (kind) {
      case IMAGE -> "an image";
      case VIDEO -> "a video";
      case AUDIO -> "audio";
      case DOCUMENT -> "a document";
    };
  }

  private String nobody() {
    return ", which whoever runs the model " + model.id() + " does not take";
  }

  private String lacking(Kind kind) {
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
