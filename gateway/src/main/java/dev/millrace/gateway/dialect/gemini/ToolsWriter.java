package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.util.Optional;

/// Writes tools as members of the object that is open. Schemas go as they are, under
/// `parametersJsonSchema`: `parameters` would take a part of OpenAPI's alone.
record ToolsWriter(JsonWriter json) {
  /// @param search whether Google's own search may be used, too
  void write(Tools tools, boolean search) {
    if (tools.declared().isEmpty() && !search) {
      return;
    }
    json.array("tools");
    if (!tools.declared().isEmpty()) {
      json.object().array("functionDeclarations");
      tools.declared().forEach(this::tool);
      json.endArray().endObject();
    }
    if (search) {
      json.object().object("googleSearch").endObject().endObject();
    }
    json.endArray();
    if (!tools.declared().isEmpty()) {
      choice(tools);
    }
  }

  private void tool(Tool tool) {
    json.object().field("name", tool.name());
    if (!tool.description().isEmpty()) {
      json.field("description", tool.description());
    }
    if (!tool.parameters().values().isEmpty()) {
      json.field("parametersJsonSchema", tool.parameters());
    }
    json.endObject();
  }

  /// Calls that must come obey their schemas anyway; those that may come have a word for it.
  private void choice(Tools tools) {
    boolean strict = tools.declared().stream().anyMatch(Tool::strict);
    switch (tools.choice()) {
      case Tools.Auto _ -> {
        if (strict) {
          mode("VALIDATED", Optional.empty());
        }
      }
      case Tools.None _ -> mode("NONE", Optional.empty());
      case Tools.Required _ -> mode("ANY", Optional.empty());
      case Tools.Named(var name) -> mode("ANY", Optional.of(name));
    }
  }

  private void mode(String mode, Optional<String> only) {
    json.object("toolConfig").object("functionCallingConfig").field("mode", mode);
    only.ifPresent(name -> json.array("allowedFunctionNames").value(name).endArray());
    json.endObject().endObject();
  }
}
