package dev.millrace.gateway.call;

import static java.util.stream.Collectors.joining;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.route.Plan;
import dev.millrace.gateway.route.Receipt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The headers of answers.
final class Headers {
  private static final int MOST_NOTES = 50; // clients take no more than some KB of headers
  private static final int LONGEST = 100;
  private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

  private Headers() {}

  /// Of a whole answer.
  static Map<String, String> json(Optional<String> receipt) {
    return with(receipt, Map.of("content-type", "application/json"));
  }

  /// Of a stream.
  static Map<String, String> stream(Optional<String> receipt) {
    return with(
        receipt,
        Map.of(
            "content-type",
            "text/event-stream; charset=utf-8",
            "cache-control",
            "no-cache",
            "x-accel-buffering",
            "no")); // nginx would hold events back
  }

  /// These and more.
  static Map<String, String> joined(Map<String, String> some, Map<String, String> more) {
    var all = new LinkedHashMap<>(some);
    all.putAll(more);
    return all;
  }

  /// What the receipt of an attempt looks like: compact, and none when every field was kept; or in full,
  /// as JSON, with who was asked and why fields were not kept.
  static Optional<String> receipt(Plan.Try attempt, boolean full) {
    return full ? Optional.of(full(attempt)) : compact(attempt.receipt());
  }

  /// The compact form; none when every field was kept.
  static Optional<String> compact(Receipt receipt) {
    return receipt.clean() ? Optional.empty() : Optional.of(receipt.compact());
  }

  private static String full(Plan.Try attempt) {
    List<Note> notes = attempt.receipt().notes();
    var json =
        new JsonWriter()
            .object()
            .field("model", attempt.place().model().id())
            .field("provider", attempt.target().provider())
            .array("fields");
    for (var note : notes.subList(0, Math.min(MOST_NOTES, notes.size()))) {
      json.object()
          .field("field", clipped(note.field()))
          .field("fate", note.fate().name().toLowerCase(Locale.ROOT))
          .field("why", clipped(note.why()))
          .endObject();
    }
    json.endArray();
    if (notes.size() > MOST_NOTES) {
      json.field("more", notes.size() - MOST_NOTES);
    }
    return escaped(json.endObject().text());
  }

  private static String clipped(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  /// Headers carry printable ASCII alone.
  private static String escaped(String json) {
    return UNPRINTABLE
        .matcher(json)
        .replaceAll(found -> found.group().chars().mapToObj(Headers::escape).collect(joining()));
  }

  private static String escape(int character) {
    return "\\\\u%04x".formatted(character); // a replacement reads two backslashes as one
  }

  private static Map<String, String> with(Optional<String> receipt, Map<String, String> usual) {
    if (receipt.isEmpty()) {
      return usual;
    }
    var all = new LinkedHashMap<>(usual);
    all.put("x-millrace-receipt", receipt.get());
    return all;
  }
}
