package dev.millrace.gateway.config;

import dev.millrace.gateway.vendor.Key;
import dev.millrace.gateway.yaml.Fields;
import dev.millrace.gateway.yaml.Place;
import dev.millrace.gateway.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Fetches secrets from where a file says they are; they are never in the file.
///
/// @param missing is told of secrets that are not there: a fault of the machine, not of the file
record Secrets(Path folder, Map<String, String> environment, Problems missing) {
  private static final int LONGEST = 4096;

  /// `api-key-env` or `api-key-file`, else the variables in which a vendor's own tools look; absent
  /// when nothing is there.
  ///
  /// @param own how the vendor wants its key; without variables where they must not be looked at
  Optional<Secret> apiKey(Fields fields, Key own) {
    var variable = fields.text("api-key-env");
    var file = fields.text("api-key-file");
    if (variable.isPresent() && file.isPresent()) {
      fields.problem("api-key-file", "cannot stand beside `api-key-env`: choose one");
      return Optional.empty();
    }
    return variable
        .map(name -> fromEnvironment(fields.place("api-key-env"), name))
        .orElseGet(() ->
            file.map(path -> fromFile(fields, path))
                .orElseGet(() -> fromVariables(fields.place("vendor"), own)));
  }

  private Optional<Secret> fromVariables(Place place, Key own) {
    var set =
        own.variables().stream()
            .filter(name -> !environment.getOrDefault(name, "").isBlank())
            .findFirst();
    if (set.isEmpty() && own.needed() && !own.variables().isEmpty()) {
      missing.add(
          place,
          "the environment variable "
              + own.variables().getFirst()
              + " is not set; set it, or say `api-key-env` or `api-key-file`");
    }
    return set.flatMap(name -> fromEnvironment(place, name));
  }

  private Optional<Secret> fromEnvironment(Place place, String name) {
    var value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      missing.add(place, "the environment variable " + name + " is not set");
      return Optional.empty();
    }
    return checked(place, "the environment variable " + name, value);
  }

  private Optional<Secret> fromFile(Fields fields, String path) {
    var place = fields.place("api-key-file");
    try {
      var file = folder.resolve(path);
      if (Files.size(file) > LONGEST) {
        missing.add(place, file + " is too long for a key");
        return Optional.empty();
      }
      return checked(place, file.toString(), Files.readString(file));
    } catch (IOException _) {
      missing.add(place, "the file " + folder.resolve(path) + " cannot be read");
      return Optional.empty();
    } catch (InvalidPathException _) {
      fields.problem("api-key-file", "is not a path");
      return Optional.empty();
    }
  }

  // It goes into a header.
  private Optional<Secret> checked(Place place, String where, String value) {
    var key = value.strip();
    if (key.isEmpty() || !key.chars().allMatch(letter -> letter > ' ' && letter < 127)) {
      missing.add(place, where + " does not hold a key: one line of ASCII without spaces");
      return Optional.empty();
    }
    return Optional.of(new Secret(key));
  }
}
