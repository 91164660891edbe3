package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.openai.request.CustomTools;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what tools there are. Those that OpenAI itself would run are left out. Not thread-safe.
final class ToolsReader {
  private static final int MOST = 1_024;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Json.Text OBJECT = new Json.Text("object");

  /// The schema of a tool without parameters.
  private static final Json.Fields NOTHING =
      JsonReader.readObject("{\"type\":\"object\",\"properties\":{}}");

  private final Members body;
  private final Rest rest;
  private final List<Tool> tools = new ArrayList<>();
  private final Map<String, Names.Declared> names = new LinkedHashMap<>();
  private final List<Json> shown = new ArrayList<>();

  ToolsReader(Members body, Rest rest) {
    this.body = body;
    this.rest = rest;
  }

  /// @param parallel whether several may be called in one turn where nothing is said of it
  Toolbox read(boolean parallel) {
    body.find("tools").map(Value::items).orElse(List.of()).forEach(this::tool);
    boolean together = body.find("parallel_tool_calls").map(Value::bool).orElse(parallel);
    var known = new Names(names);
    var choice = body.find("tool_choice");
    var chosen = new ChoiceReader(tools, known, together, rest).read(choice);
    return new Toolbox(chosen.tools(), known, shown, chosen.shown());
  }

  private void tool(Value given) {
    var tool = given.object();
    Value type = tool.need("type");
    switch (type.text()) {
      case "function" -> shown.add(function(tool, Optional.empty()));
      case "custom" -> shown.add(custom(tool, Optional.empty()));
      case "namespace" -> shown.add(namespace(tool));
      default ->
          rest.note(
              Note.dropped(
                  given.path(),
                  "tools of type " + Shown.clipped(type.text()) + " do not run here"));
    }
    if (tools.size() > MOST) {
      throw body.need("tools").refuse(Problem.OUT_OF_RANGE, "must hold at most " + MOST + " tools");
    }
  }

  private Json namespace(Members space) {
    Value name = space.need("name");
    check(name);
    var inside = new ArrayList<Json>();
    for (var given : space.need("tools").items()) {
      var tool = given.object();
      Value type = tool.need("type");
      switch (type.text()) {
        case "function" -> inside.add(function(tool, Optional.of(name.text())));
        case "custom" -> inside.add(custom(tool, Optional.of(name.text())));
        default ->
            rest.note(
                Note.dropped(
                    given.path(),
                    "tools of type " + Shown.clipped(type.text()) + " do not run here"));
      }
    }
    var shownSpace = new LinkedHashMap<String, Json>();
    shownSpace.put("type", new Json.Text("namespace"));
    shownSpace.put("name", name.json());
    shownSpace.put("description", new Json.Text(space.text("description").orElse("")));
    shownSpace.put("tools", new Json.Items(inside));
    others(space);
    return new Json.Fields(shownSpace);
  }

  private Json function(Members function, Optional<String> namespace) {
    String flat = declare(function.need("name"), namespace, false);
    var parameters = function.find("parameters").map(ToolsReader::parameters);
    var description = function.text("description");
    boolean strict = function.isOn("strict");
    tools.add(new Tool(flat, description.orElse(""), parameters.orElse(NOTHING), strict));
    var seen = new LinkedHashMap<String, Json>();
    seen.put("type", new Json.Text("function"));
    seen.put("name", function.need("name").json());
    seen.put("description", description.<Json>map(Json.Text::new).orElse(new Json.Null()));
    seen.put("parameters", parameters.<Json>map(given -> given).orElse(new Json.Null()));
    seen.put("strict", new Json.Bool(strict));
    others(function);
    return new Json.Fields(seen);
  }

  private Json custom(Members custom, Optional<String> namespace) {
    String flat = declare(custom.need("name"), namespace, true);
    Tool tool = CustomTools.read(custom, rest);
    tools.add(new Tool(flat, tool.description(), tool.parameters(), tool.strict()));
    others(custom);
    return custom.json();
  }

  private String declare(Value name, Optional<String> namespace, boolean custom) {
    check(name);
    String flat = Names.flat(namespace, name.text());
    if (names.put(flat, new Names.Declared(namespace, name.text(), custom)) != null) {
      throw name.refuse(Problem.OUT_OF_RANGE, "is the name of an earlier tool; names are unique");
    }
    return flat;
  }

  private static void check(Value name) {
    if (!NAME.matcher(name.text()).matches()) {
      throw name.outside("1 to 128 letters, digits, _ or -");
    }
  }

  private static Json.Fields parameters(Value given) {
    var schema = given.object();
    schema
        .find("type")
        .filter(type -> !type.json().equals(OBJECT))
        .ifPresent(type -> {
          throw type.outside("\"object\"");
        });
    return schema.json();
  }

  /// What else is said of a tool is of how OpenAI finds and calls it (`defer_loading`), or of what
  /// comes back (`output_schema`).
  private void others(Members tool) {
    for (String name : tool.unread()) {
      tool.find(name)
          .ifPresent(value -> rest.note(Note.dropped(value.path(), "means nothing here")));
    }
  }
}
