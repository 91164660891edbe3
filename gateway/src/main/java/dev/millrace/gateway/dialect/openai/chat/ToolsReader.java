package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.util.List;
import java.util.Set;

/// Reads the tools of a request and whether they are to be called: `tools` and `tool_choice`, or
/// `functions` and `function_call`, as they were called first. Without tools nothing else that is
/// said of them counts.
///
/// @param rest is told of what cannot be honoured
record ToolsReader(Members body, Rest rest) {
  /// @param customs the names of tools that take text
  /// @param calls how calls of them are told
  record Found(Tools tools, Set<String> customs, Manner.Calls calls) {}

  /// @param parallel whether several may be called in one turn where nothing is said of it
  Found read(boolean parallel) {
    var reader = new ToolReader(rest);
    var functions = body.find("functions").map(reader::functions).orElse(List.of());
    if (!functions.isEmpty()) {
      return new Found(functions(functions), Set.of(), Manner.Calls.FUNCTION);
    }
    body.find("function_call").ifPresent(given -> functionCall(given, functions));
    var declared = body.find("tools").map(reader::tools).orElse(List.of());
    boolean together = body.find("parallel_tool_calls").map(Value::bool).orElse(parallel);
    var chooser = new ToolChoiceReader(declared, reader.customs(), rest);
    var tools =
        body.find("tool_choice")
            .map(given -> chooser.choose(given, together))
            .orElseGet(() -> new Tools(declared, new Tools.Auto(), together));
    return new Found(
        declared.isEmpty() ? Tools.none() : tools, reader.customs(), Manner.Calls.TOOLS);
  }

  /// They are called one at a time.
  private Tools functions(List<Tool> declared) {
    for (String newer : List.of("tools", "tool_choice")) {
      body.find(newer)
          .ifPresent(value -> {
            throw value.refuse(
                Problem.OUT_OF_RANGE, "cannot be sent with functions, its older form; send one");
          });
    }
    body.find("parallel_tool_calls")
        .filter(Value::bool)
        .ifPresent(
            value -> rest.unsupported(value, "needs tools; functions are called one by one"));
    var choice = body.find("function_call").map(given -> functionCall(given, declared));
    return new Tools(declared, choice.orElse(new Tools.Auto()), false);
  }

  private Tools.Choice functionCall(Value given, List<Tool> declared) {
    if (!(given.json() instanceof Json.Fields)) {
      return switch (given.text()) {
        case "auto" -> new Tools.Auto();
        case "none" -> new Tools.None();
        default -> throw given.outside("\"none\", \"auto\" or an object that names a function");
      };
    }
    var call = given.object();
    Value name = call.need("name");
    if (declared.stream().noneMatch(tool -> tool.name().equals(name.text()))) {
      throw name.outside("the name of one of the functions");
    }
    rest.of(call);
    return new Tools.Named(name.text());
  }
}
