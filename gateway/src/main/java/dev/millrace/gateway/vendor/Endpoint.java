package dev.millrace.gateway.vendor;

import java.util.Map;
import java.util.regex.Pattern;

/// An address at which a vendor speaks one protocol.
///
/// @param dialect the protocol, as configurations call it
/// @param base what the protocol's paths are appended to, with placeholders such as `{region}`
/// @param where the settings that it is for; where several addresses would do, the first is taken
public record Endpoint(String dialect, String base, Map<String, String> where) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z-]+)}");

  public Endpoint {
    where = Map.copyOf(where);
  }

  /// Whether this is the address under these settings.
  boolean fits(Map<String, String> settings) {
    return settings.entrySet().containsAll(where.entrySet());
  }

  /// A template with its placeholders filled. One that nothing is said of stays as it is.
  public static String filled(String template, Map<String, String> settings) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(found -> settings.getOrDefault(found.group(1), found.group()));
  }
}
