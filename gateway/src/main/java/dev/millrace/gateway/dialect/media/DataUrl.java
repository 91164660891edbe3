package dev.millrace.gateway.dialect.media;

import java.util.Locale;
import java.util.Optional;

/// A `data:` URL (RFC 2397) that holds base64.
///
/// @param mediaType what its writer says that it holds, in lower case and without parameters; empty
///     if nothing is said
/// @param base64 not looked at
public record DataUrl(String mediaType, String base64) {
  private static final String SCHEME = "data:";
  private static final int LONGEST_HEAD = 256;

  /// Whether a URL is one of these.
  public static boolean is(String url) {
    return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /// Reads one; absent if it has no comma near its beginning, or no `;base64` before that.
  public static Optional<DataUrl> of(String url) {
    int comma = url.substring(0, Math.min(url.length(), LONGEST_HEAD)).indexOf(',');
    if (!is(url) || comma < 0) {
      return Optional.empty();
    }
    String head = url.substring(SCHEME.length(), comma).toLowerCase(Locale.ROOT);
    return head.endsWith(";base64")
        ? Optional.of(new DataUrl(bare(head), url.substring(comma + 1)))
        : Optional.empty();
  }

  /// A data URL of a media type and base64.
  public static String write(String mediaType, String base64) {
    return SCHEME + mediaType + ";base64," + base64;
  }

  /// A media type in lower case and without parameters.
  public static String bare(String mediaType) {
    int end = mediaType.indexOf(';');
    return (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}
