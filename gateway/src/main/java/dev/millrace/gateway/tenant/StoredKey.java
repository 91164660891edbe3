package dev.millrace.gateway.tenant;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// What is kept of a key.
///
/// @param id no secret; names the key in logs and bills
/// @param hash 64 hexadecimal digits
/// @param made when
record StoredKey(String id, String hash, Instant made) {
  private static final String HEAD = "millrace keys, version 1: id, hash, made";
  private static final Pattern LINE =
      Pattern.compile("([0-9A-Za-z]{10}) ([0-9a-f]{64}) (\\d{4}-\\S{1,40})");

  /// All keys of a file, by their hash.
  ///
  /// @throws IOException when it is damaged
  static Map<String, StoredKey> read(Path file) throws IOException {
    var lines = Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
      throw damaged(file, 1);
    }
    var keys = new LinkedHashMap<String, StoredKey>();
    for (int i = 1; i < lines.size(); i++) {
      var key = parse(file, i + 1, lines.get(i));
      keys.put(key.hash, key);
    }
    return keys;
  }

  static void write(Path file, Collection<StoredKey> keys) throws IOException {
    var text = new StringBuilder(HEAD).append('\n');
    keys.forEach(key -> text.append("%s %s %s%n".formatted(key.id, key.hash, key.made)));
    PrivateFiles.write(file, text.toString());
  }

  private static StoredKey parse(Path file, int number, String line) throws IOException {
    var match = LINE.matcher(line);
    if (!match.matches()) {
      throw damaged(file, number);
    }
    try {
      return new StoredKey(match.group(1), match.group(2), Instant.parse(match.group(3)));
    } catch (DateTimeException _) {
      throw damaged(file, number);
    }
  }

  private static IOException damaged(Path file, int line) {
    return new IOException(
        file
            + " is damaged in line "
            + line
            + "; restore it, or remove it to start with a new key");
  }
}
