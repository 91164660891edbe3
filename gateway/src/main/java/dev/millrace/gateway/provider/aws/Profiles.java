package dev.millrace.gateway.provider.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The shared files of AWS's tools, `~/.aws/credentials` and `~/.aws/config`, by profile. What the
/// first says counts more.
record Profiles(Map<String, Map<String, String>> byName) {
  private static final String PREFIX = "profile ";

  static Profiles read(Chain.Surroundings here) throws IOException {
    var all = new HashMap<String, Map<String, String>>();
    read(file(here, "AWS_CONFIG_FILE", "config"), true, all);
    read(file(here, "AWS_SHARED_CREDENTIALS_FILE", "credentials"), false, all);
    return new Profiles(all);
  }

  Optional<Map<String, String>> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private static Path file(Chain.Surroundings here, String variable, String name) {
    return here.variable(variable)
        .map(Path::of)
        .orElseGet(() -> Path.of(here.variable("HOME").orElse("."), ".aws", name));
  }

  private static void read(Path file, boolean config, Map<String, Map<String, String>> all)
      throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException _) {
      return;
    }
    Optional<Map<String, String>> open = Optional.empty();
    for (String raw : text.lines().toList()) {
      String line = raw.strip();
      if (line.startsWith("[") && line.contains("]")) {
        String section = line.substring(1, line.indexOf(']')).strip();
        open = name(section, config).map(name -> all.computeIfAbsent(name, _ -> new HashMap<>()));
      } else if (!line.startsWith("#") && !line.startsWith(";") && line.contains("=")) {
        int equals = line.indexOf('=');
        String value = line.substring(equals + 1).strip();
        open.ifPresent(profile -> profile.put(line.substring(0, equals).strip(), value));
      }
    }
  }

  /// In `config` every profile but the default one has a word before its name, and other sections have
  /// other words.
  private static Optional<String> name(String section, boolean config) {
    if (!config || section.equals("default")) {
      return Optional.of(section);
    }
    return section.startsWith(PREFIX)
        ? Optional.of(section.substring(PREFIX.length()).strip())
        : Optional.empty();
  }
}
