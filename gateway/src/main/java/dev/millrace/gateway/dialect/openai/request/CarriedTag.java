package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Keeps a structural tag in the client's own words, for a provider that understands them: what we
/// make of a tag cannot be put into words again.
record CarriedTag(Members body) {
  static final String FIELD = "response_format";

  private static final Json.Text TYPE = new Json.Text("structural_tag");

  /// The tag as `response_format`, where vLLM and SGLang look for it; nothing without one.
  Map<String, Json> read() {
    return body.find("structural_tag")
        .or(() -> body.find("structured_outputs").flatMap(CarriedTag::output))
        .map(tag -> tag.json() instanceof Json.Text ? JsonReader.readInside(tag) : tag)
        .or(() -> body.find(FIELD).filter(CarriedTag::isTag))
        .map(tag -> Map.of(FIELD, typed(tag.object())))
        .orElse(Map.of());
  }

  private static Optional<Value> output(Value outputs) {
    return outputs.object().find("structural_tag");
  }

  private static boolean isTag(Value format) {
    return format.object().json().get("type").filter(TYPE::equals).isPresent();
  }

  private static Json typed(Members tag) {
    var members = new LinkedHashMap<String, Json>();
    members.put("type", TYPE);
    members.putAll(tag.json().values());
    return new Json.Fields(members);
  }
}
