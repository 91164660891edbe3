package dev.millrace.gateway.vendor;

import dev.millrace.gateway.yaml.Closest;
import dev.millrace.gateway.yaml.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The constants of our enums, as rows write them: `TOP_LEVEL` is `top-level`.
final class Words {
  private Words() {}

  /// The constant that a key names.
  static <E extends Enum<E>> E of(Fields fields, String key, E unsaid) {
    return fields
        .text(key)
        .flatMap(word -> known(fields, key, word, unsaid.getDeclaringClass()))
        .orElse(unsaid);
  }

  /// The constant of that word; a problem with the key if there is none.
  static <E extends Enum<E>> Optional<E> known(
      Fields fields, String key, String word, Class<E> type) {
    var constants = List.of(type.getEnumConstants());
    var found = constants.stream().filter(one -> of(one).equals(word)).findFirst();
    if (found.isEmpty()) {
      var words = Arrays.stream(type.getEnumConstants()).map(Words::of).toList();
      fields.problem(key, "is not known: `" + word + "`" + Closest.hint(word, words));
    }
    return found;
  }

  /// How rows write a constant.
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
