package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.util.List;
import java.util.Map;

/// Writes tools as a member of the object that is open. There is no word for that none is to be
/// called: then they are left out. But a conversation with calls or their results is refused without
/// tools: then they are named all the same, those that nobody declares by the names of the calls.
record ToolsWriter(JsonWriter json, Family family) {
  private static final Json.Fields ANYTHING =
      new Json.Fields(Map.of("type", new Json.Text("object")));

  void write(Tools tools, Turns turns) {
    var named = tools.callable().isEmpty() ? past(tools, turns) : tools.callable();
    if (named.isEmpty()) {
      return;
    }
    json.object("toolConfig").array("tools");
    named.forEach(this::tool);
    turns.tools().ifPresent(point -> new ContentWriter(json, family).point(point));
    json.endArray();
    choice(tools.choice());
    json.endObject();
  }

  private static List<Tool> past(Tools tools, Turns turns) {
    if (turns
        .parts()
        .noneMatch(part -> part instanceof Part.ToolCall || part instanceof Part.ToolResult)) {
      return List.of();
    }
    if (!tools.declared().isEmpty()) {
      return tools.declared();
    }
    var names =
        turns
            .parts()
            .filter(Part.ToolCall.class::isInstance)
            .map(part -> ((Part.ToolCall) part).name())
            .distinct()
            .toList();
    return (names.isEmpty() ? List.of("unknown") : names)
        .stream().map(name -> new Tool(name, "Cannot be called any more.", ANYTHING)).toList();
  }

  private void tool(Tool tool) {
    json.object().object("toolSpec").field("name", tool.name());
    if (!tool.description().isBlank()) {
      json.field("description", tool.description());
    }
    json.object("inputSchema").field("json", schema(tool)).endObject();
    if (tool.strict()) {
      json.field("strict", true);
    }
    json.endObject().endObject();
  }

  /// It has to say that it is of an object.
  private static Json.Fields schema(Tool tool) {
    return tool.parameters().values().isEmpty() ? ANYTHING : tool.parameters();
  }

  private void choice(Tools.Choice choice) {
    switch (choice) {
      case Tools.Auto _, Tools.None _ -> {}
      case Tools.Required _ -> json.object("toolChoice").object("any").endObject().endObject();
      case Tools.Named(var name) ->
          json.object("toolChoice").object("tool").field("name", name).endObject().endObject();
    }
  }
}
