package dev.millrace.gateway.catalog;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// A name of the form `owner/name` or `owner/name:version`.
///
/// @param version 0 to 999,999,999; absent where none is said
public record VersionedName(String owner, String name, OptionalInt version) {
  private static final Pattern FORM = Pattern.compile("([^/:]+)/([^/:]+)(?::([0-9]{1,9}))?");

  /// Takes a name apart; nothing if it is of another form.
  public static Optional<VersionedName> parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    var version =
        Optional.ofNullable(match.group(3))
            .map(number -> OptionalInt.of(Integer.parseInt(number)))
            .orElse(OptionalInt.empty());
    return Optional.of(new VersionedName(match.group(1), match.group(2), version));
  }

  /// The same in another version.
  VersionedName withVersion(int other) {
    return new VersionedName(owner, name, OptionalInt.of(other));
  }

  /// Owner and name, the same for all versions, in whatever case.
  String key() {
    return (owner + "/" + name).toLowerCase(Locale.ROOT);
  }
}
