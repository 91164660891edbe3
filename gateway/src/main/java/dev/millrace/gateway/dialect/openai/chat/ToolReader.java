package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.request.CustomTools;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Tool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what is declared of tools. Used for one request.
final class ToolReader {
  private static final int MOST = 128;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Json.Text OBJECT = new Json.Text("object");

  /// The schema of a tool without parameters.
  private static final Json.Fields NOTHING =
      JsonReader.readObject("{\"type\":\"object\",\"properties\":{}}");

  private final Rest rest;
  private final Set<String> names = new HashSet<>();
  private final Set<String> customs = new HashSet<>();

  /// @param rest is told of what cannot be honoured
  ToolReader(Rest rest) {
    this.rest = rest;
  }

  /// The elements of `tools`.
  List<Tool> tools(Value given) {
    var tools = new ArrayList<Tool>();
    few(given).forEach(item -> tools.add(tool(item.object())));
    return tools;
  }

  /// The elements of `functions`, as tools were called first.
  List<Tool> functions(Value given) {
    var tools = new ArrayList<Tool>();
    few(given).forEach(item -> tools.add(function(item.object())));
    return tools;
  }

  /// The names of the tools that take text.
  Set<String> customs() {
    return Set.copyOf(customs);
  }

  private static List<Value> few(Value given) {
    List<Value> items = given.items();
    if (items.size() > MOST) {
      throw given.refuse(
          Problem.OUT_OF_RANGE, "must hold at most " + MOST + " tools, not " + items.size());
    }
    return items;
  }

  private Tool tool(Members tool) {
    Value type = tool.need("type");
    Tool read =
        switch (type.text()) {
          case "function" -> function(tool.need("function").object());
          case "custom" -> custom(tool.need("custom").object());
          default -> throw type.outside("\"function\" or \"custom\"");
        };
    rest.of(tool);
    return read;
  }

  private Tool custom(Members custom) {
    String name = name(custom);
    Tool tool = CustomTools.read(custom, rest);
    customs.add(name);
    rest.of(custom);
    return tool;
  }

  private Tool function(Members function) {
    String name = name(function);
    String description = function.text("description").orElse("");
    var parameters = function.find("parameters").map(ToolReader::parameters).orElse(NOTHING);
    boolean strict = function.isOn("strict");
    rest.of(function);
    return new Tool(name, description, parameters, strict);
  }

  private String name(Members tool) {
    Value name = tool.need("name");
    if (!NAME.matcher(name.text()).matches()) {
      throw name.outside("1 to 64 letters, digits, _ or -");
    }
    if (!names.add(name.text())) {
      throw name.refuse(Problem.OUT_OF_RANGE, "is the name of an earlier tool; names are unique");
    }
    return name.text();
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
}
