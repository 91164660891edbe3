package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.Surface;
import dev.millrace.llm.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings the header `anthropic-beta`, by which Anthropic's clients ask for features, into the body,
/// where the dialect reads it; what the body says itself counts more.
final class Betas {
  private static final String FIELD = "anthropic_beta";

  private Betas() {}

  static Json.Fields in(Json.Fields body, Surface surface, Map<String, String> headers) {
    List<Json> names =
        Optional.ofNullable(headers.get("anthropic-beta")).stream()
            .flatMap(header -> Arrays.stream(header.split(",")))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .<Json>map(Json.Text::new)
            .toList();
    boolean theirs = surface.family() == Surface.Family.ANTHROPIC;
    if (!theirs || names.isEmpty() || body.get(FIELD).isPresent()) {
      return body;
    }
    var members = new LinkedHashMap<>(body.values());
    members.put(FIELD, new Json.Items(names));
    return new Json.Fields(members);
  }
}
