package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.Map;

/// The arguments of a call, which are an object here and a text everywhere else. What a model wrote
/// that is no object comes under the name `INVALID_JSON`, as in Anthropic's own documents: an empty
/// object might be a call that means something else. (2026-11)
final class Arguments {
  /// What stands for a call without arguments.
  static final String NONE = "{}";

  private static final String INVALID = "INVALID_JSON";

  private Arguments() {}

  /// The text of an object.
  static String of(Json input) {
    return JsonWriter.text(input);
  }

  /// The object of a text.
  static Json.Fields object(String written) {
    if (written.isBlank()) {
      return new Json.Fields(Map.of());
    }
    try {
      if (JsonReader.read(written) instanceof Json.Fields fields) {
        return fields;
      }
    } catch (Refused _) {
      // told to the model as it is, below
    }
    return new Json.Fields(Map.of(INVALID, new Json.Text(written)));
  }
}
