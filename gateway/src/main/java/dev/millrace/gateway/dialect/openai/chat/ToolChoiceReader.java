package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads whether tools are to be called, and which of them may be.
///
/// @param customs the names of those that take text
/// @param rest is told of what cannot be honoured
record ToolChoiceReader(List<Tool> declared, Set<String> customs, Rest rest) {
  /// @param parallel whether several may be called in one turn
  Tools choose(Value given, boolean parallel) {
    if (!(given.json() instanceof Json.Fields)) {
      return new Tools(declared, word(given), parallel);
    }
    var choice = given.object();
    Value type = choice.need("type");
    var chosen =
        switch (type.text()) {
          case "function", "custom" -> new Tools(declared, named(choice), parallel);
          case "allowed_tools" -> allowed(choice.need("allowed_tools").object(), parallel);
          default -> throw type.outside("\"function\", \"custom\" or \"allowed_tools\"");
        };
    rest.of(choice);
    return chosen;
  }

  private Tools.Choice word(Value given) {
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
          throw given.outside("\"none\", \"auto\", \"required\" or an object that names tools");
    };
  }

  private Tools.Choice named(Members choice) {
    return new Tools.Named(name(choice));
  }

  private String name(Members choice) {
    String type = choice.need("type").text();
    var tool = choice.need(type).object();
    Value name = tool.need("name");
    boolean known = declared.stream().anyMatch(one -> one.name().equals(name.text()));
    if (!known || customs.contains(name.text()) != type.equals("custom")) {
      throw name.outside("the name of one of the tools of type \"" + type + "\"");
    }
    rest.of(tool);
    return name.text();
  }

  /// The model is shown none but these.
  private Tools allowed(Members allowed, boolean parallel) {
    Value mode = allowed.need("mode");
    Tools.Choice choice =
        switch (mode.text()) {
          case "auto" -> new Tools.Auto();
          case "required" -> new Tools.Required();
          default -> throw mode.outside("\"auto\" or \"required\"");
        };
    Value tools = allowed.need("tools");
    var names = new HashSet<String>();
    for (var item : tools.items()) {
      names.add(allowedTool(item.object()));
    }
    if (names.isEmpty()) {
      throw tools.refuse(Problem.OUT_OF_RANGE, "must hold at least one tool");
    }
    rest.note(
        new Note(tools.path(), Note.Fate.EMULATED, "the model is shown none of the other tools"));
    rest.of(allowed);
    var left = declared.stream().filter(tool -> names.contains(tool.name())).toList();
    return new Tools(left, choice, parallel);
  }

  private String allowedTool(Members tool) {
    Value type = tool.need("type");
    if (!type.text().equals("function") && !type.text().equals("custom")) {
      throw type.outside("\"function\" or \"custom\"");
    }
    String name = name(tool);
    rest.of(tool);
    return name;
  }
}
