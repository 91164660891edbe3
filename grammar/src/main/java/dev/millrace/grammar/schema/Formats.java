package dev.millrace.grammar.schema;

import dev.millrace.grammar.regex.Regex;
import dev.millrace.grammar.rule.Expression;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The formats of strings and of numbers. Each format of strings is a shared rule. The internationalized ones are written in ASCII.
final class Formats {
  private static final String PREFIX = "json.format.";
  private static final Set<String> FREE =
      Set.of("float", "double", "decimal", "password", "binary");
  private static final Set<String> UNSUPPORTED = Set.of("relative-json-pointer", "uri-template");
  private static final Map<String, String> ALIKE =
      Map.of(
          "iri", "uri",
          "iri-reference", "uri-reference",
          "idn-email", "email",
          "idn-hostname", "hostname",
          "base64", "byte");
  private static final Pattern WHOLE = Pattern.compile("(u?)int(8|16|32|64|128)?");
  private static final Map<String, Expression> STRINGS = strings();
  private static final Map<String, Expression> RULES = escaped();

  private Formats() {}

  /// The strings of a format; absent if all strings are.
  ///
  /// @param path where the format is named
  static Optional<Expression> ofTexts(String format, Path path) {
    var rule = PREFIX + ALIKE.getOrDefault(format, format);
    if (STRINGS.containsKey(rule)) {
      return Optional.of(new Expression.Call(rule));
    }
    boolean meaningless = FREE.contains(format) || ofNumbers(format).isPresent();
    if (!meaningless && UNSUPPORTED.contains(format)) {
      throw path.refused("the format " + format + " cannot be enforced");
    }
    if (!meaningless) {
      refuseSlip(format, path);
    }
    return Optional.empty();
  }

  /// A format of nobody means nothing to any validator, unless it was meant to be another.
  private static void refuseSlip(String format, Path path) {
    var letters = letters(format);
    STRINGS.keySet().stream()
        .map(rule -> rule.substring(PREFIX.length()))
        .filter(known -> letters(known).equals(letters))
        .findFirst()
        .ifPresent(known -> {
          throw path.refused("the format " + format + " is not known; is it " + known + "?");
        });
  }

  private static String letters(String format) {
    return format.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /// The bounds of a format of whole numbers.
  static Optional<NumberLimits> ofNumbers(String format) {
    var name = WHOLE.matcher(format);
    if (!name.matches()) {
      return Optional.empty();
    }
    var bits = Optional.ofNullable(name.group(2)).map(Integer::parseInt);
    boolean signed = name.group(1).isEmpty();
    return Optional.of(
        bits.map(size -> signed ? signed(size) : unsigned(size))
            .orElse(signed ? NumberLimits.none() : from(BigDecimal.ZERO)));
  }

  /// What a rule of a format stands for, before it is escaped.
  static Expression meaning(String rule) {
    return STRINGS.getOrDefault(rule, Expression.nothing());
  }

  /// The rules that formats of strings call, escaped.
  static Map<String, Expression> rules() {
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

  private static Map<String, Expression> strings() {
    var rules = new LinkedHashMap<String, Expression>();
    FormatPatterns.all()
        .forEach((format, pattern) -> rules.put(PREFIX + format, Regex.parse(pattern)));
    return rules;
  }

  private static Map<String, Expression> escaped() {
    var rules = new LinkedHashMap<String, Expression>();
    STRINGS.forEach((name, strings) -> rules.put(name, Escape.of(strings)));
    return rules;
  }
}
