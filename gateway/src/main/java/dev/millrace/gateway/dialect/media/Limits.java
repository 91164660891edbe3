package dev.millrace.gateway.dialect.media;

import dev.millrace.llm.Part.Attachment.Kind;

/// How large one attachment may be, in bytes once decoded.
public record Limits(long image, long audio, long video, long document) {
  /// 20 MB for an image, 25 for a sound, 32 for a document, 64 for a film.
  public static Limits usual() {
    return new Limits(20L << 20, 25L << 20, 64L << 20, 32L << 20);
  }

  /// The limit for one of this kind.
  public long of(Kind kind) {
    return switch (kind) {
      case IMAGE -> image;
      case AUDIO -> audio;
      case VIDEO -> video;
      case DOCUMENT -> document;
    };
  }
}
