package dev.millrace.gateway.call.account;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Refused;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was asked for behind the `?` of an address.
///
/// @param values by name
record Query(Map<String, String> values) {
  Query {
    values = Map.copyOf(values);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  boolean isOn(String name) {
    return switch (text(name).orElse("false")) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw refused(name, "must be true or false");
    };
  }

  int number(String name, int least, int most, int unsaid) {
    var text = text(name);
    if (text.isEmpty()) {
      return unsaid;
    }
    long number = whole(name, text.get());
    if (number < least || number > most) {
      throw refused(name, "must be " + least + " to " + most);
    }
    return (int) number;
  }

  long whole(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw refused(name, "must be a whole number");
    }
  }

  String oneOf(String name, List<String> allowed, String unsaid) {
    String value = text(name).orElse(unsaid);
    if (!allowed.contains(value)) {
      throw refused(name, "must be one of " + String.join(", ", allowed));
    }
    return value;
  }

  /// A moment, or the beginning of a day in UTC.
  ///
  /// @param later how many days after a day that is named without a time
  Instant moment(String name, int later) {
    String text = text(name).orElseThrow(() -> missing(name));
    try {
      return text.length() > "2026-01-01".length()
          ? Instant.parse(text)
          : LocalDate.parse(text).plusDays(later).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException _) {
      throw refused(name, "must be a time such as 2026-01-31T00:00:00Z, or a day");
    }
  }

  static Refused refused(String name, String why) {
    return new Refused(new Failure.BadRequest(name, Problem.OUT_OF_RANGE, why));
  }

  private static Refused missing(String name) {
    return new Refused(new Failure.BadRequest(name, Problem.MISSING, "must be given"));
  }
}
