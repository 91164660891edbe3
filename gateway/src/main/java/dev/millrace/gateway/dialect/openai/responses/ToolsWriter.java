package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;

/// Writes tools as members of the object that is open.
record ToolsWriter(JsonWriter json) {
  void write(Tools tools) {
    if (tools.declared().isEmpty()) {
      return;
    }
    json.array("tools");
    tools.declared().forEach(this::tool);
    json.endArray();
    switch (tools.choice()) {
      case Tools.Auto _ -> {}
      case Tools.None _ -> json.field("tool_choice", "none");
      case Tools.Required _ -> json.field("tool_choice", "required");
      case Tools.Named(var name) ->
          json.object("tool_choice").field("type", "function").field("name", name).endObject();
    }
    if (!tools.parallel()) {
      json.field("parallel_tool_calls", false);
    }
  }

  /// Tools of which nothing is said are strict here. (2026-11)
  private void tool(Tool tool) {
    json.object().field("type", "function").field("name", tool.name());
    if (!tool.description().isEmpty()) {
      json.field("description", tool.description());
    }
    json.field("parameters", tool.parameters()).field("strict", tool.strict()).endObject();
  }
}
