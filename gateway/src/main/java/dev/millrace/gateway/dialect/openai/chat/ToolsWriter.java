package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;

/// Writes tools as members of the object that is open.
record ToolsWriter(Calling calling, JsonWriter json) {
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
      case Tools.Required _ -> json.field("tool_choice", calling.required());
      case Tools.Named(var name) ->
          json.object("tool_choice")
              .field("type", "function")
              .object("function")
              .field("name", name)
              .endObject()
              .endObject();
    }
    if (!calling.parallel().isEmpty() && (calling.stated() || !tools.parallel())) {
      json.field(calling.parallel(), tools.parallel());
    }
  }

  private Json parameters(Tool tool) {
    return switch (calling.schemas()) {
      case ANY -> tool.parameters();
      case MOONSHOT -> MoonshotSchema.of(tool.parameters());
    };
  }

  private void tool(Tool tool) {
    json.object().field("type", "function").object("function").field("name", tool.name());
    if (!tool.description().isEmpty()) {
      json.field("description", tool.description());
    }
    json.field("parameters", parameters(tool));
    if (tool.strict()) {
      json.field("strict", true);
    }
    json.endObject().endObject();
  }
}
