package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.llm.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where words are from: this dialect has it flat, Chat Completions in a member that is named as its
/// type.
final class Sources {
  private static final String TYPE = "type";

  private Sources() {}

  /// As Chat Completions have it.
  static Json nested(Json flat) {
    if (!(flat instanceof Json.Fields fields)
        || !(fields.get(TYPE).orElse(new Json.Null()) instanceof Json.Text(var type))
        || fields.get(type).isPresent()) {
      return flat;
    }
    var inner = new LinkedHashMap<>(fields.values());
    inner.remove(TYPE);
    var members = new LinkedHashMap<String, Json>();
    members.put(TYPE, new Json.Text(type));
    members.put(type, new Json.Fields(inner));
    return new Json.Fields(members);
  }

  /// As this dialect has it.
  static Json flat(Json nested) {
    if (!(nested instanceof Json.Fields fields)
        || !(fields.get(TYPE).orElse(new Json.Null()) instanceof Json.Text(var type))
        || !(fields.get(type).orElse(new Json.Null()) instanceof Json.Fields(var inner))) {
      return nested;
    }
    Map<String, Json> members = new LinkedHashMap<>();
    members.put(TYPE, new Json.Text(type));
    members.putAll(inner);
    return new Json.Fields(members);
  }
}
