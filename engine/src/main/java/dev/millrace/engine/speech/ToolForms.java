package dev.millrace.engine.speech;

import dev.millrace.llm.Constraint;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What an answer must look like so that tools are called as the request demands.
public final class ToolForms {
  private ToolForms() {}

  /// What is demanded of the answer in all, by the request's constraint and its tools.
  ///
  /// A call that must come comes first and is followed by nothing but others. Where the model may
  /// call but need not, it says something, or what the constraint demands, or calls; the arguments
  /// of strict tools then obey their schemas, those of others are some object.
  ///
  /// @throws Refused if a call must come but the model's markup is not known, or something else must
  ///     come too; or if arguments cannot be enforced in the model's markup
  public static Optional<Constraint> demanded(Request request, Script script) {
    Tools tools = request.tools();
    boolean turns = request.prompt() instanceof Prompt.Conversation;
    if (!turns || tools.declared().isEmpty()) {
      return request.constraint();
    }
    return switch (tools.choice()) {
      case Tools.None _ -> request.constraint();
      case Tools.Auto _ -> perhaps(request, script);
      case Tools.Required _ -> Optional.of(certainly(request, script, tools.declared(), false));
      case Tools.Named(var name) -> {
        List<Tool> named =
            tools.declared().stream().filter(one -> one.name().equals(name)).toList();
        yield Optional.of(certainly(request, script, named, true));
      }
    };
  }

  /// The schemas of arguments that are demanded, each under its own field, so that what is wrong
  /// with one can be told there.
  public static List<Constraint> schemas(Tools tools) {
    var schemas = new ArrayList<Constraint>();
    for (int at = 0; at < tools.declared().size(); at++) {
      Tool tool = tools.declared().get(at);
      boolean demanded =
          switch (tools.choice()) {
            case Tools.None _ -> false;
            case Tools.Auto _ -> tool.strict();
            case Tools.Required _ -> true;
            case Tools.Named(var name) -> tool.name().equals(name);
          };
      if (demanded) {
        schemas.add(new Constraint(field(at), arguments(tool.parameters())));
      }
    }
    return schemas;
  }

  private static Constraint certainly(
      Request request, Script script, List<Tool> callable, boolean once) {
    if (script.markup() == Markup.NONE) {
      String why =
          "the model's chat template shows no way to call tools, so no call can be demanded; use"
              + " \"auto\" or \"none\"";
      throw bad("tool_choice", why);
    }
    if (request.constraint().isPresent()) {
      String why = "tool_choice demands a call, so the answer cannot also be this; leave one out";
      throw bad(request.constraint().get().field(), why);
    }
    List<Tool> declared = request.tools().declared();
    var calls = new CallForms(script, tool -> field(declared.indexOf(tool)));
    boolean several = request.tools().parallel() && !once;
    List<Constraint.Form> forms = callable.stream().map(tool -> calls.call(tool, true)).toList();
    return new Constraint("tools", calls.all(forms, several));
  }

  private static Optional<Constraint> perhaps(Request request, Script script) {
    Tools tools = request.tools();
    boolean free = tools.parallel() && tools.declared().stream().noneMatch(Tool::strict);
    if (script.markup() == Markup.NONE || (free && request.constraint().isEmpty())) {
      return request.constraint();
    }
    var calls = new CallForms(script, tool -> field(tools.declared().indexOf(tool)));
    List<Constraint.Form> forms =
        tools.declared().stream().map(tool -> calls.call(tool, tool.strict())).toList();
    Constraint.Form all = calls.all(forms, tools.parallel());
    if (request.constraint().isPresent()) {
      Constraint own = request.constraint().get();
      return Optional.of(own.withForm(new Constraint.Either(List.of(own.form(), all))));
    }
    return Optional.of(new Constraint("tools", mixed(calls, all, tools.parallel())));
  }

  /// Words and calls in turn.
  private static Constraint.Form mixed(CallForms calls, Constraint.Form all, boolean several) {
    if (calls.script().markup().bare()) {
      var words = new Constraint.Regex("(?:[^{\\s][\\s\\S]*)?");
      return new Constraint.Either(List.of(all, words));
    }
    Constraint.Form words = new Constraint.AnyText(calls.openings());
    var more = new Constraint.Sequence(List.of(all, words));
    OptionalInt most = several ? OptionalInt.empty() : OptionalInt.of(1);
    return new Constraint.Sequence(List.of(words, new Constraint.Repeated(more, 0, most)));
  }

  /// A JSON object that obeys the schema of a tool's arguments.
  static Constraint.Form arguments(Json.Fields parameters) {
    if (parameters.values().isEmpty()) {
      return new Constraint.JsonObject();
    }
    if (parameters.get("type").isPresent()) {
      return new Constraint.Schema(parameters);
    }
    var typed = new LinkedHashMap<String, Json>();
    typed.put("type", new Json.Text("object"));
    typed.putAll(parameters.values());
    return new Constraint.Schema(new Json.Fields(typed));
  }

  private static String field(int at) {
    return "tools[" + at + "].function.parameters";
  }

  static Refused bad(String field, String why) {
    return new Refused(new Failure.BadRequest(field, Failure.Problem.UNSUPPORTED, why));
  }
}
