package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the tools of a request and whether they are to be called. Tools that Anthropic's servers
/// would run themselves are left out.
final class ToolsReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Json.Text OBJECT = new Json.Text("object");

  /// How a tool is brought before the model, which sees all of them at once here.
  private static final List<String> DELIVERY =
      List.of("defer_loading", "eager_input_streaming", "input_examples", "allowed_callers");

  private final Members body;
  private final Rest rest;
  private final List<Tool> declared = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> left = new HashSet<>();
  private final Set<String> delivered = new HashSet<>();
  private Optional<Part.CachePoint> cached = Optional.empty();

  ToolsReader(Members body, Rest rest) {
    this.body = body;
    this.rest = rest;
  }

  /// @param cached whether, and how long, a prompt is worth keeping up to the tools
  record Declared(Tools tools, Optional<Part.CachePoint> cached) {}

  /// @param parallel whether several may be called in one turn where nothing is said of it
  Declared read(boolean parallel) {
    body.find("tools").map(Value::items).orElse(List.of()).forEach(this::tool);
    var choice = body.find("tool_choice").map(Value::object);
    boolean alone = choice.map(given -> given.isOn("disable_parallel_tool_use")).orElse(!parallel);
    Tools.Choice wish = choice.map(this::choice).orElseGet(Tools.Auto::new);
    var tools = declared.isEmpty() ? Tools.none() : new Tools(declared, wish, !alone);
    return new Declared(tools, cached);
  }

  private void tool(Value given) {
    var tool = given.object();
    var type = tool.find("type");
    var point = new CacheReader(rest).read(tool);
    cached = point.or(() -> cached);
    if (type.map(Value::text).orElse("custom").equals("custom")) {
      declared.add(custom(tool));
      return;
    }
    rest.unsupported(
        given, "is of type \"" + type.orElseThrow().text() + "\", which is not run here");
    tool.find("name").map(Value::text).ifPresent(left::add);
  }

  private Tool custom(Members tool) {
    Value named = tool.need("name");
    if (!NAME.matcher(named.text()).matches()) {
      throw named.outside("1 to 128 letters, digits, _ or -");
    }
    if (!names.add(named.text())) {
      throw named.refuse(Problem.OUT_OF_RANGE, "is the name of an earlier tool; names are unique");
    }
    String description = tool.text("description").orElse("");
    var schema = schema(tool.need("input_schema").object());
    boolean strict = tool.isOn("strict");
    DELIVERY.forEach(name -> tool.find(name).ifPresent(value -> delivery(name, value)));
    rest.of(tool);
    return new Tool(named.text(), description, schema, strict);
  }

  /// Said once of all tools, of which there may be hundreds.
  private void delivery(String name, Value value) {
    boolean asks = !value.json().equals(new Json.Bool(false));
    if (asks && delivered.add(name)) {
      rest.note(Note.dropped(value.path(), "the model sees every tool at once, and as it is"));
    }
  }

  private static Json.Fields schema(Members schema) {
    schema
        .find("type")
        .filter(type -> !type.json().equals(OBJECT))
        .ifPresent(type -> {
          throw type.outside("\"object\"");
        });
    return schema.json();
  }

  private Tools.Choice choice(Members choice) {
    Value type = choice.need("type");
    Tools.Choice read =
        switch (type.text()) {
          case "auto" -> new Tools.Auto();
          case "none" -> new Tools.None();
          case "any" -> any(type);
          case "tool" -> named(choice.need("name"));
          default -> throw type.outside("\"auto\", \"any\", \"tool\" or \"none\"");
        };
    rest.of(choice);
    return read;
  }

  private Tools.Choice any(Value type) {
    if (declared.isEmpty() && left.isEmpty()) {
      throw type.refuse(Problem.OUT_OF_RANGE, "is \"any\", but there are no tools");
    }
    return declared.isEmpty() ? new Tools.Auto() : new Tools.Required();
  }

  private Tools.Choice named(Value name) {
    if (names.contains(name.text())) {
      return new Tools.Named(name.text());
    }
    if (!left.contains(name.text())) {
      throw name.outside("the name of one of the tools");
    }
    rest.note(Note.dropped(name.path(), "names a tool that was left out"));
    return new Tools.Auto();
  }
}
