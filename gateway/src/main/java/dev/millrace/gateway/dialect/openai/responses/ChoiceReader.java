package dev.millrace.gateway.dialect.openai.responses;

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
import java.util.Optional;

/// Reads whether tools are to be called, and which.
///
/// @param tools those that the model could call
/// @param together whether it may call several in one turn
/// @param rest is told of what cannot be honoured
record ChoiceReader(List<Tool> tools, Names names, boolean together, Rest rest) {
  private static final Json AUTO = new Json.Text("auto");

  /// What was chosen.
  ///
  /// @param shown as a response repeats it
  record Chosen(Tools tools, Json shown) {}

  Chosen read(Optional<Value> choice) {
    var chosen = choice.map(this::chosen).orElseGet(() -> all(new Tools.Auto(), AUTO));
    return chosen.tools().declared().isEmpty() ? nothing(chosen.shown()) : chosen;
  }

  private Chosen chosen(Value given) {
    if (given.json() instanceof Json.Fields) {
      return object(given, given.object());
    }
    return switch (given.text()) {
      case "auto" -> all(new Tools.Auto(), AUTO);
      case "none" -> all(new Tools.None(), given.json());
      case "required" -> required(given);
      default ->
          throw given.outside("\"none\", \"auto\", \"required\" or an object that names a tool");
    };
  }

  private Chosen required(Value given) {
    if (tools.isEmpty()) {
      throw given.refuse(
          Problem.OUT_OF_RANGE, "is \"required\", but there are no tools that run here");
    }
    return all(new Tools.Required(), given.json());
  }

  private Chosen object(Value given, Members choice) {
    Value type = choice.need("type");
    return switch (type.text()) {
      case "function", "custom" -> all(new Tools.Named(named(choice)), given.json());
      case "allowed_tools" -> allowed(given, choice);
      default -> {
        rest.note(
            Note.dropped(
                given.path(), "tools of type " + Shown.clipped(type.text()) + " do not run here"));
        yield all(new Tools.Auto(), AUTO);
      }
    };
  }

  private String named(Members tool) {
    Value name = tool.need("name");
    String flat =
        names
            .find(tool.text("namespace"), name.text())
            .orElseThrow(() -> name.outside("the name of one of the tools"));
    rest.of(tool);
    return flat;
  }

  /// The model is shown those alone that it may call.
  private Chosen allowed(Value given, Members choice) {
    Value mode = choice.need("mode");
    Tools.Choice wish =
        switch (mode.text()) {
          case "auto" -> new Tools.Auto();
          case "required" -> new Tools.Required();
          default -> throw mode.outside("\"auto\" or \"required\"");
        };
    var kept = new HashSet<String>();
    for (var item : choice.need("tools").items()) {
      var tool = item.object();
      switch (tool.need("type").text()) {
        case "function", "custom" -> kept.add(named(tool));
        default -> rest.note(Note.dropped(item.path(), "names no tool that runs here"));
      }
    }
    rest.of(choice);
    rest.note(new Note(given.path(), Note.Fate.EMULATED, "the model is shown these tools alone"));
    var left = tools.stream().filter(tool -> kept.contains(tool.name())).toList();
    return left.isEmpty()
        ? nothing(AUTO)
        : new Chosen(new Tools(left, wish, together), given.json());
  }

  private Chosen nothing(Json shown) {
    return new Chosen(new Tools(List.of(), new Tools.Auto(), together), shown);
  }

  private Chosen all(Tools.Choice wish, Json shown) {
    return new Chosen(new Tools(tools, wish, together), shown);
  }
}
