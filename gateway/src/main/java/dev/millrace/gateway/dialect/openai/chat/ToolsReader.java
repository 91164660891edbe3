package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// Reads the tools of a request and whether they are to be called. Without tools nothing else that
/// is said of them counts.
///
/// @param rest is told of what cannot be honoured
record ToolsReader(Members body, Rest rest) {
  private static final int MOST = 128;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Json.Text OBJECT = new Json.Text("object");

  /// The schema of a tool without parameters.
  private static final Json.Fields NOTHING =
      JsonReader.readObject("{\"type\":\"object\",\"properties\":{}}");

  /// @param parallel whether several may be called in one turn where nothing is said of it
  Tools read(boolean parallel) {
    var declared = body.find("tools").map(this::declared).orElse(List.of());
    boolean together = body.find("parallel_tool_calls").map(Value::bool).orElse(parallel);
    var choice = body.find("tool_choice").map(given -> choice(given, declared));
    return declared.isEmpty()
        ? Tools.none()
        : new Tools(declared, choice.orElse(new Tools.Auto()), together);
  }

  private List<Tool> declared(Value given) {
    List<Value> items = given.items();
    if (items.size() > MOST) {
      throw given.refuse(
          Problem.OUT_OF_RANGE, "must hold at most " + MOST + " tools, not " + items.size());
    }
    var tools = new ArrayList<Tool>();
    var names = new HashSet<String>();
    for (var item : items) {
      var tool = item.object();
      Value type = tool.need("type");
      if (type.text().equals("custom")) {
        throw type.refuse(Problem.UNSUPPORTED, "is \"custom\"; only \"function\" is supported");
      }
      if (!type.text().equals("function")) {
        throw type.outside("\"function\"");
      }
      tools.add(function(tool.need("function").object(), names));
      rest.of(tool);
    }
    return tools;
  }

  private Tool function(Members function, HashSet<String> names) {
    Value name = function.need("name");
    if (!NAME.matcher(name.text()).matches()) {
      throw name.outside("1 to 64 letters, digits, _ or -");
    }
    if (!names.add(name.text())) {
      throw name.refuse(Problem.OUT_OF_RANGE, "is the name of an earlier tool; names are unique");
    }
    String description = function.text("description").orElse("");
    var parameters = function.find("parameters").map(ToolsReader::parameters).orElse(NOTHING);
    boolean strict = function.isOn("strict");
    rest.of(function);
    return new Tool(name.text(), description, parameters, strict);
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

  private Tools.Choice choice(Value given, List<Tool> declared) {
    if (given.json() instanceof Json.Fields) {
      return named(given.object(), declared);
    }
    return switch (given.text()) {
      case "auto" -> new Tools.Auto();
      case "none" -> new Tools.None();
      case "required" -> {
        if (declared.isEmpty()) {
          throw given.refuse(Problem.OUT_OF_RANGE, "is \"required\", but there are no tools");
        }
        yield new Tools.Required();
      }
      default ->
          throw given.outside("\"none\", \"auto\", \"required\" or an object that names a tool");
    };
  }

  private Tools.Choice named(Members choice, List<Tool> declared) {
    Value type = choice.need("type");
    switch (type.text()) {
      case "function" -> {}
      case "allowed_tools", "custom" ->
          throw type.refuse(
              Problem.UNSUPPORTED, "is \"" + type.text() + "\"; only \"function\" is supported");
      default -> throw type.outside("\"function\"");
    }
    var function = choice.need("function").object();
    Value name = function.need("name");
    if (declared.stream().noneMatch(tool -> tool.name().equals(name.text()))) {
      throw name.outside("the name of one of the tools");
    }
    rest.of(function);
    rest.of(choice);
    return new Tools.Named(name.text());
  }
}
