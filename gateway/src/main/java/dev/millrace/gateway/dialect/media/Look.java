package dev.millrace.gateway.dialect.media;

import dev.millrace.llm.Part.Attachment.Kind;
import java.util.Set;

/// What the first bytes of a file tell about it, held against what is wanted and what is said.
public sealed interface Look {
  /// It is what it should be.
  ///
  /// @param mediaType the right one
  record Good(String mediaType) implements Look {}

  /// It is not what it is said to be. `why` goes on after its name, as in `says image/png, but ..`.
  record Untrue(String why) implements Look {}

  /// It is nothing that is wanted here. `why` goes on after its name, as in `is empty`.
  record Unwanted(String why) implements Look {}

  /// Looks at a file.
  ///
  /// @param said its media type, in lower case and without parameters; empty or
  ///     `application/octet-stream` if nobody says
  /// @param head the first [Format#HEAD] bytes, or all of a shorter one
  static Look at(Kind kind, String said, byte[] head) {
    if (head.length == 0) {
      return new Unwanted("is empty");
    }
    var found = Format.of(head);
    if (found.isEmpty()) {
      return new Unwanted("has bytes of no format that we know; it must be " + wanted(kind));
    }
    Format format = found.get();
    boolean unsaid = said.isEmpty() || said.equals("application/octet-stream");
    if (!unsaid && !format.isNamed(said)) {
      return new Untrue("says " + clipped(said) + ", but the bytes are " + format);
    }
    if (!kinds(format).contains(kind)) {
      return new Unwanted("is " + format + ", but must be " + wanted(kind));
    }
    String mediaType = format.mediaType(unsaid ? "" : said);
    return mediaType.isEmpty()
        ? new Unwanted("does not say of what type it is; give its media type")
        : new Good(mediaType);
  }

  private static Set<Kind> kinds(Format format) {
    return switch (format) {
      case PNG, JPEG, GIF, WEBP, BMP -> Set.of(Kind.IMAGE);
      case WAV, MP3, FLAC, OGG, M4A -> Set.of(Kind.AUDIO);
      case MP4, WEBM -> Set.of(Kind.VIDEO, Kind.AUDIO);
      case PDF, OFFICE, TEXT -> Set.of(Kind.DOCUMENT);
    };
  }

  private static String wanted(Kind kind) {
    return switch (kind) {
      case IMAGE -> "an image: PNG, JPEG, GIF, WebP or BMP";
      case AUDIO -> "a sound: WAV, MP3, FLAC, Ogg, MP4 or WebM";
      case VIDEO -> "a film: MP4 or WebM";
      case DOCUMENT -> "a document: PDF, text in UTF-8, or one of an office suite";
    };
  }

  private static String clipped(String said) {
    return said.length() <= 80 ? said : said.substring(0, 80) + "...";
  }
}
