package dev.millrace.grammar.schema;

import dev.millrace.grammar.regex.Regex;
import dev.millrace.grammar.rule.Expression;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The formats of strings and of numbers. Each format of strings is a shared rule, whose characters
/// need no escape in JSON. The internationalized ones are written in ASCII.
final class Formats {
  private static final String PREFIX = "json.format.";
  private static final Set<String> FREE = Set.of("float", "double", "password", "binary");
  private static final Map<String, String> ALIKE =
      Map.of(
          "iri", "uri",
          "iri-reference", "uri-reference",
          "idn-email", "email",
          "idn-hostname", "hostname",
          "base64", "byte");
  private static final Map<String, Expression> RULES = rules();

  private Formats() {}

  /// The strings of a format; absent if all strings are.
  ///
  /// @param path where the format is named
  static Optional<Expression> ofTexts(String format, Path path) {
    var rule = PREFIX + ALIKE.getOrDefault(format, format);
    if (RULES.containsKey(rule)) {
      return Optional.of(new Expression.Call(rule));
    }
    if (FREE.contains(format) || ofNumbers(format).isPresent()) {
      return Optional.empty();
    }
    throw path.refused("the format " + format + " is not known here");
  }

  /// The bounds of a format of whole numbers.
  static Optional<NumberLimits> ofNumbers(String format) {
    return switch (format) {
      case "int32" -> Optional.of(signed(32));
      case "int64" -> Optional.of(signed(64));
      case "uint32" -> Optional.of(unsigned(32));
      case "uint64" -> Optional.of(unsigned(64));
      default -> Optional.empty();
    };
  }

  /// The rules that formats of strings call.
  static Map<String, Expression> all() {
    return RULES;
  }

  private static NumberLimits signed(int bits) {
    var end = BigDecimal.TWO.pow(bits - 1);
    return from(end.negate()).and(below(end));
  }

  private static NumberLimits unsigned(int bits) {
    return from(BigDecimal.ZERO).and(below(BigDecimal.TWO.pow(bits)));
  }

  private static NumberLimits from(BigDecimal least) {
    return NumberLimits.least(new NumberLimits.Bound(least, false));
  }

  private static NumberLimits below(BigDecimal end) {
    return NumberLimits.most(new NumberLimits.Bound(end, true));
  }

  private static Map<String, Expression> rules() {
    var rules = new LinkedHashMap<String, Expression>();
    FormatPatterns.all()
        .forEach((format, pattern) -> rules.put(PREFIX + format, Regex.parse(pattern)));
    return rules;
  }
}
