package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads where the words of an answer are from: what Google's search found, and what the model
/// recited. Google counts places in bytes of UTF-8, OpenAI's clients in characters.
final class SourceReader {
  private static final int MOST = 1_000;

  private final Set<Json> told = new HashSet<>();

  /// What has not been told before.
  ///
  /// @param text of the answer so far
  List<Json> read(Members candidate, StringBuilder text) {
    var grounding = candidate.find("groundingMetadata");
    var recited = candidate.find("citationMetadata");
    if (grounding.isEmpty() && recited.isEmpty()) {
      return List.of();
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    var found = new ArrayList<Json>();
    grounding.ifPresent(given -> found.addAll(grounding(given.object(), bytes)));
    recited.ifPresent(given -> found.addAll(recited(given.object(), bytes)));
    return found.stream().filter(source -> told.size() < MOST && told.add(source)).toList();
  }

  private static List<Json> grounding(Members grounding, byte[] text) {
    var chunks = grounding.find("groundingChunks").map(Value::items).orElse(List.of());
    var supports = grounding.find("groundingSupports").map(Value::items).orElse(List.of());
    var found = new ArrayList<Json>();
    for (var support : supports) {
      var segment = support.object().find("segment").map(Value::object);
      support
          .object()
          .find("groundingChunkIndices")
          .map(Value::items)
          .orElse(List.of())
          .forEach(index -> {
            int at = (int) index.wholeNumber(0, Integer.MAX_VALUE);
            if (at < chunks.size() && segment.isPresent()) {
              place(chunks.get(at).object())
                  .flatMap(place -> citation(place, segment.get(), text))
                  .ifPresent(found::add);
            }
          });
    }
    return found;
  }

  private static Optional<Members> place(Members chunk) {
    return chunk.find("web").or(() -> chunk.find("retrievedContext")).map(Value::object);
  }

  /// AI Studio calls them `citationSources`, Vertex AI `citations` (2026-11).
  private static List<Json> recited(Members recited, byte[] text) {
    return recited
        .find("citationSources")
        .or(() -> recited.find("citations"))
        .map(Value::items)
        .orElse(List.of())
        .stream()
        .map(Value::object)
        .flatMap(source -> citation(source, source, text).stream())
        .toList();
  }

  private static Optional<Json> citation(Members place, Members segment, byte[] text) {
    var address = place.text("uri").filter(uri -> !uri.isEmpty());
    if (address.isEmpty()) {
      return Optional.empty();
    }
    var values = new LinkedHashMap<String, Json>();
    values.put("start_index", Json.Numeral.of(characters(segment, "startIndex", text)));
    values.put("end_index", Json.Numeral.of(characters(segment, "endIndex", text)));
    values.put("url", new Json.Text(address.get()));
    values.put("title", new Json.Text(place.text("title").orElse("")));
    var source = new LinkedHashMap<String, Json>();
    source.put("type", new Json.Text("url_citation"));
    source.put("url_citation", new Json.Fields(values));
    return Optional.of(new Json.Fields(source));
  }

  private static int characters(Members segment, String name, byte[] bytes) {
    int asked = segment.wholeNumber(name, 0, Integer.MAX_VALUE).orElse(0);
    String before = new String(bytes, 0, Math.min(asked, bytes.length), StandardCharsets.UTF_8);
    return before.codePointCount(0, before.length());
  }
}
