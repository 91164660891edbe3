package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Writes tools as members of the object that is open.
record ToolsWriter(JsonWriter json) {
  /// @param cached whether they are worth keeping
  void write(Tools tools, Optional<Part.CachePoint> cached) {
    if (tools.declared().isEmpty()) {
      return;
    }
    json.array("tools");
    var last = tools.declared().getLast();
    for (var tool : tools.declared()) {
      tool(tool);
      if (tool.equals(last)) {
        cached.ifPresent(new BlockWriter(json)::cached);
      }
      json.endObject();
    }
    json.endArray();
    choice(tools);
  }

  private void choice(Tools tools) {
    boolean alone = !tools.parallel();
    switch (tools.choice()) {
      case Tools.Auto _ -> {
        if (alone) {
          choice("auto", true);
        }
      }
      case Tools.None _ -> choice("none", false);
      case Tools.Required _ -> choice("any", alone);
      case Tools.Named(var name) -> {
        json.object("tool_choice").field("type", "tool").field("name", name);
        alone(alone);
      }
    }
  }

  private void choice(String type, boolean alone) {
    json.object("tool_choice").field("type", type);
    alone(alone);
  }

  private void alone(boolean alone) {
    if (alone) {
      json.field("disable_parallel_tool_use", true);
    }
    json.endObject();
  }

  private void tool(Tool tool) {
    json.object().field("name", tool.name());
    if (!tool.description().isEmpty()) {
      json.field("description", tool.description());
    }
    json.field("input_schema", object(tool.parameters()));
    if (tool.strict()) {
      json.field("strict", true);
    }
  }

  /// A schema must say that it is of an object.
  private static Json.Fields object(Json.Fields schema) {
    if (schema.get("type").isPresent()) {
      return schema;
    }
    var members = new LinkedHashMap<String, Json>();
    members.put("type", new Json.Text("object"));
    members.putAll(schema.values());
    return new Json.Fields(members);
  }
}
