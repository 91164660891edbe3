package dev.millrace.gateway.route;

import dev.millrace.gateway.dialect.Note;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What became of the fields of a request, as far as they were not simply kept.
public record Receipt(List<Note> notes) {
  public Receipt {
    notes = List.copyOf(notes);
  }

  /// Whether every field was kept.
  public boolean clean() {
    return notes.isEmpty();
  }

  /// For a header: `dropped=top_a,foo`. Characters that a header cannot carry become `?`.
  public String compact() {
    return notes.stream()
        .collect(
            Collectors.groupingBy(
                Note::fate, Collectors.mapping(Note::field, Collectors.joining(","))))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT) + "=" + entry.getValue())
        .collect(Collectors.joining("; "))
        .replaceAll("[^ -~]", "?");
  }
}
