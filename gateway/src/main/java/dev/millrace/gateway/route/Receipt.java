package dev.millrace.gateway.route;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What became of the fields of a request, as far as they were not simply kept.
public record Receipt(List<Line> lines) {
  public Receipt {
    lines = List.copyOf(lines);
  }

  /// What became of one field.
  public record Line(String field, Fate fate) {}

  /// What can become of a field.
  public enum Fate {
    RENAMED,
    CLAMPED,
    EMULATED,
    DROPPED
  }

  /// A receipt over fields that were all dropped.
  public static Receipt dropped(List<String> fields) {
    return new Receipt(fields.stream().map(field -> new Line(field, Fate.DROPPED)).toList());
  }

  /// Whether every field was kept.
  public boolean clean() {
    return lines.isEmpty();
  }

  /// For a header: `dropped=top_a,foo`. Characters that a header cannot carry become `?`.
  public String compact() {
    return lines.stream()
        .collect(
            Collectors.groupingBy(
                Line::fate, Collectors.mapping(Line::field, Collectors.joining(","))))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT) + "=" + entry.getValue())
        .collect(Collectors.joining("; "))
        .replaceAll("[^ -~]", "?");
  }
}
