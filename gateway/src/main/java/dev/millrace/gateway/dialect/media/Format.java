package dev.millrace.gateway.dialect.media;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a file is, told by its first bytes; what its sender says it is does not count.
public enum Format {
  /// PNG.
  PNG,
  /// JPEG; many say `image/jpg`.
  JPEG,
  /// GIF.
  GIF,
  /// WebP.
  WEBP,
  /// Windows bitmap.
  BMP,
  /// WAVE.
  WAV,
  /// MPEG audio, layer III.
  MP3,
  /// FLAC.
  FLAC,
  /// Ogg, with Vorbis or Opus in it.
  OGG,
  /// MPEG-4 with sound alone.
  M4A,
  /// MPEG-4 with pictures.
  MP4,
  /// WebM.
  WEBM,
  /// PDF.
  PDF,
  /// The formats of office suites, which are packed like archives; which of them, only the sender's
  /// word tells.
  OFFICE,
  /// Text in UTF-8.
  TEXT;

  /// How many bytes tell a format.
  public static final int HEAD = 1024;

  private static final List<String> OFFICES =
      List.of(
          "application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument.");
  private static final Set<String> TEXTS =
      Set.of(
          "application/json",
          "application/jsonl",
          "application/x-ndjson",
          "application/xml",
          "application/yaml",
          "application/x-yaml",
          "application/toml",
          "application/sql",
          "application/javascript",
          "application/x-sh");

  /// The names of each, the usual one first.
  private static final Map<Format, List<String>> NAMES =
      Map.ofEntries(
          Map.entry(PNG, List.of("image/png")),
          Map.entry(JPEG, List.of("image/jpeg", "image/jpg", "image/pjpeg")),
          Map.entry(GIF, List.of("image/gif")),
          Map.entry(WEBP, List.of("image/webp")),
          Map.entry(BMP, List.of("image/bmp", "image/x-ms-bmp", "image/x-bmp")),
          Map.entry(WAV, List.of("audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave")),
          Map.entry(MP3, List.of("audio/mpeg", "audio/mp3", "audio/x-mp3")),
          Map.entry(FLAC, List.of("audio/flac", "audio/x-flac")),
          Map.entry(OGG, List.of("audio/ogg", "audio/opus", "audio/vorbis", "application/ogg")),
          Map.entry(M4A, List.of("audio/mp4", "audio/m4a", "audio/x-m4a")),
          Map.entry(MP4, List.of("video/mp4", "video/quicktime", "audio/mp4")),
          Map.entry(WEBM, List.of("video/webm", "audio/webm")),
          Map.entry(PDF, List.of("application/pdf", "application/x-pdf")),
          Map.entry(OFFICE, List.of()),
          Map.entry(TEXT, List.of("text/plain")));

  /// The format that begins like this; absent if it is none that we know.
  ///
  /// @param head the first [#HEAD] bytes, or all of a shorter file
  public static Optional<Format> of(byte[] head) {
    return Stream.of(values()).filter(format -> Sniffing.tells(format, head)).findFirst();
  }

  /// Whether a media type, in lower case and without parameters, is a name of this format.
  public boolean isNamed(String mediaType) {
    return switch (this) {
      case TEXT -> isText(mediaType);
      case OFFICE -> OFFICES.stream().anyMatch(mediaType::startsWith);
      case PNG, JPEG, GIF, WEBP, BMP, WAV, MP3, FLAC, OGG, M4A, MP4, WEBM, PDF ->
          names().contains(mediaType);
    };
  }

  /// The media type of a file of this format: what its sender says, where that says more than its
  /// first bytes do; else the usual name. Empty where only the sender could know.
  ///
  /// @param said in lower case and without parameters; may be empty
  public String mediaType(String said) {
    return switch (this) {
      case TEXT, OFFICE, WEBM -> said.isEmpty() ? usual() : said;
      case PNG, JPEG, GIF, WEBP, BMP, WAV, MP3, FLAC, OGG, M4A, MP4, PDF -> usual();
    };
  }

  /// The usual media type; empty for [#OFFICE], which has many.
  public String usual() {
    return names().isEmpty() ? "" : names().getFirst();
  }

  /// What it is called in a message.
  @Override
  public String toString() {
    return names().isEmpty() ? "an archive" : names().getFirst();
  }

  private List<String> names() {
    return Objects.requireNonNull(NAMES.get(this));
  }

  private static boolean isText(String mediaType) {
    return mediaType.startsWith("text/")
        || TEXTS.contains(mediaType)
        || mediaType.endsWith("+json")
        || mediaType.endsWith("+xml");
  }
}
