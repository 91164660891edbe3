package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Custom tools, which take a text as it is where functions take JSON. To a model they are functions
/// of one string, `input`; clients see the text alone.
public final class CustomTools {
  private static final String INPUT = "input";

  private CustomTools() {}

  /// Reads what is declared of a custom tool: `name`, `description` and `format`, which holds its
  /// grammar (Responses) or has an object for it (Chat Completions). The name is not checked.
  ///
  /// @param rest is told what becomes of the tool and of its format
  /// @throws Refused if one of these is wrong
  public static Tool read(Members custom, Rest rest) {
    Value name = custom.need("name");
    String description = custom.text("description").orElse("");
    Optional<String> pattern =
        custom.find("format").flatMap(format -> pattern(format.object(), rest));
    rest.note(
        new Note(
            name.path(), Note.Fate.EMULATED, "a custom tool is a function of one string, input"));
    return pattern
        .map(wanted -> asFunction(name.text(), description, wanted))
        .orElseGet(() -> asFunction(name.text(), description));
  }

  /// The function that a custom tool is to a model.
  public static Tool asFunction(String name, String description) {
    return function(name, description, Map.of("type", new Json.Text("string")));
  }

  /// The function that a custom tool is to a model.
  ///
  /// @param pattern a regular expression that all of the input must match
  public static Tool asFunction(String name, String description, String pattern) {
    var text = new LinkedHashMap<String, Json>();
    text.put("type", new Json.Text("string"));
    text.put("pattern", new Json.Text("^(?:" + pattern + ")$"));
    return function(name, description, text);
  }

  /// The arguments of the function for an input of the custom tool.
  public static String wrapped(String input) {
    return new JsonWriter().object().field(INPUT, input).endObject().text();
  }

  /// The input of the custom tool that the arguments of the function hold; the arguments as they are
  /// if they hold none, as of a model that wrote the input at once.
  public static String unwrapped(String arguments) {
    try {
      return JsonReader.readObject(arguments).get(INPUT).orElse(new Json.Null())
              instanceof Json.Text(var input)
          ? input
          : arguments;
    } catch (Refused _) {
      return arguments;
    }
  }

  private static Tool function(String name, String description, Map<String, Json> input) {
    var schema = new LinkedHashMap<String, Json>();
    schema.put("type", new Json.Text("object"));
    schema.put("properties", new Json.Fields(Map.of(INPUT, new Json.Fields(input))));
    schema.put("required", new Json.Items(List.of(new Json.Text(INPUT))));
    schema.put("additionalProperties", new Json.Bool(false));
    return new Tool(name, description, new Json.Fields(schema), true);
  }

  /// The regular expression of a format. There is no compiler for Lark, whose grammars are a wish
  /// that the description of the tool had better repeat.
  private static Optional<String> pattern(Members format, Rest rest) {
    Value type = format.need("type");
    Optional<String> pattern =
        switch (type.text()) {
          case "text" -> Optional.empty();
          case "grammar" -> grammar(format.find("grammar").map(Value::object).orElse(format), rest);
          default -> throw type.outside("\"text\" or \"grammar\"");
        };
    rest.of(format);
    return pattern;
  }

  private static Optional<String> grammar(Members grammar, Rest rest) {
    Value definition = grammar.need("definition");
    Value syntax = grammar.need("syntax");
    String rules = definition.text();
    Optional<String> pattern =
        switch (syntax.text()) {
          case "regex" -> Optional.of(rules);
          case "lark" -> {
            rest.note(Note.dropped(definition.path(), "grammars of Lark are not enforced"));
            yield Optional.empty();
          }
          default -> throw syntax.outside("\"lark\" or \"regex\"");
        };
    rest.of(grammar);
    return pattern;
  }
}
