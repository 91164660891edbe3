package dev.millrace.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads the target of a request line.
final class Target {
  private Target() {}

  /// The decoded path, without query and without a slash at its end; empty when it is none.
  static Optional<String> path(String target) {
    var start = target.startsWith("/") ? 0 : afterAuthority(target);
    if (start < 0) {
      return Optional.empty();
    }
    var end = start;
    while (end < target.length() && target.charAt(end) != '?' && target.charAt(end) != '#') {
      end++;
    }
    return decode(target.substring(start, end)).map(Target::withoutLastSlash);
  }

  /// The host and port that the target names, if it names the whole address.
  static Optional<String> authority(String target) {
    var end = target.startsWith("/") ? -1 : afterAuthority(target);
    return end < 0
        ? Optional.empty()
        : Optional.of(target.substring(target.indexOf("://") + 3, end));
  }

  /// The decoded query, by name; several values of one name are joined with a comma. What is badly
  /// encoded stays as it is.
  static Map<String, String> query(String target) {
    var start = target.indexOf('?');
    var end = target.indexOf('#');
    if (start < 0 || (end >= 0 && end < start)) {
      return Map.of();
    }
    var all = new LinkedHashMap<String, String>();
    for (String pair :
        target.substring(start + 1, end < 0 ? target.length() : end).split("&", -1)) {
      var equals = pair.indexOf('=');
      var name = equals < 0 ? pair : pair.substring(0, equals);
      var value = equals < 0 ? "" : pair.substring(equals + 1);
      if (!pair.isEmpty()) {
        all.merge(plain(name), plain(value), (one, other) -> one + "," + other);
      }
    }
    return all;
  }

  private static String plain(String encoded) {
    return decode(encoded.replace('+', ' ')).orElse(encoded);
  }

  /// A target may name the whole address, as in `http://host/path`.
  private static int afterAuthority(String target) {
    var scheme = target.indexOf("://");
    return scheme < 0 ? -1 : target.indexOf('/', scheme + 3);
  }

  private static String withoutLastSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static Optional<String> decode(String text) {
    if (text.indexOf('%') < 0) {
      return Optional.of(text);
    }
    var bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      var at = text.charAt(i);
      if (at != '%') {
        bytes.put((byte) at);
        continue;
      }
      if (i + 2 >= text.length()) {
        return Optional.empty();
      }
      var high = Character.digit(text.charAt(++i), 16);
      var low = Character.digit(text.charAt(++i), 16);
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      bytes.put((byte) (high << 4 | low));
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
