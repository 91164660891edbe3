package dev.millrace.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Calls of declared tools: the name and the argument's name are copied from the declaration, the value from the question.
final class ToolUse {
  /// A tool as declared and a way to ask for it.
  private record Chosen(Task task, Declaration declaration) {}

  /// An exchange and the tools it needs declared.
  record Use(Exchange exchange, List<String> tools) {}

  private static final String FAHRENHEIT = "fahrenheit";
  private static final String CELSIUS = "celsius";

  private final Writer writer;
  private final Results results;

  ToolUse(Writer writer) {
    this.writer = writer;
    this.results = new Results(writer);
  }

  Use any(Chance chance) {
    double kind = chance.unit();
    if (kind < 0.55) {
      return weather(chance.pick(Task.WEATHER.questions()), writer.place(chance), chance);
    }
    return kind < 0.8 ? other(chance) : named(chance);
  }

  /// Tools that are declared while the talk is of something else.
  List<String> idle(Chance chance) {
    var tools = new ArrayList<String>();
    int count = chance.pick(1, 1, 1, 2, 3);
    for (int i = 0; i < count; i++) {
      tools.add(
          (chance.odds(0.5)
                  ? choose(Task.WEATHER, chance)
                  : choose(chance.pick(Task.OTHERS), chance))
              .declaration.json(chance));
    }
    return tools;
  }

  /// A question about the weather while no declared tool knows it.
  Use misplaced(Chance chance) {
    var question = chance.pick(Task.WEATHER.questions()).replace("{0}", writer.place(chance));
    var tool =
        chance.odds(0.5) ? invented(chance) : choose(chance.pick(Task.OTHERS), chance).declaration;
    return new Use(SmallTalk.decline(question), List.of(tool.json(chance)));
  }

  Use weather(String question, String place, Chance chance) {
    var chosen = choose(Task.WEATHER, chance);
    var name = chosen.declaration.name();
    var parameter = chosen.declaration.parameters().getFirst();
    var values = new ArrayList<String>();
    values.add(member(parameter, place));
    var asked = question.replace("{0}", place);
    var unit =
        chosen.declaration.extras().stream()
            .filter(extra -> extra.startsWith("\"unit\""))
            .findFirst();
    if (unit.isPresent() && unit.get().contains(CELSIUS) && chance.odds(0.3)) {
      var scale = chance.pick(FAHRENHEIT, CELSIUS);
      asked = asked.replaceFirst("[?.]?$", " in " + Writer.capitalised(scale) + "?");
      values.add(member("unit", scale));
    }
    var calls = new ArrayList<Message.Call>();
    calls.add(new Message.Call(name, object(values)));
    if (chance.odds(0.08) && asked.endsWith("in " + place + "?")) {
      var second = writer.place(chance);
      asked = asked.substring(0, asked.length() - 1) + " and " + second + "?";
      calls.add(new Message.Call(name, object(List.of(member(parameter, second)))));
    }
    var request = asked;
    if (calls.size() == 1 && chance.odds(0.4)) {
      var result = results.weather(place, chance);
      return use(
          chosen.declaration, request, calls, List.of(result.left(), result.right()), chance);
    }
    return use(chosen.declaration, request, calls, List.of(), chance);
  }

  private Use other(Chance chance) {
    var task = chance.pick(Task.OTHERS);
    var chosen = choose(task, chance);
    var question = chance.pick(task.questions());
    var members = new ArrayList<String>();
    for (int i = 0; i < task.values().size(); i++) {
      var value = value(task.values().get(i), chance);
      question = question.replace("{" + i + "}", value);
      members.add(member(chosen.declaration.parameters().get(i), value));
    }
    return finish(chosen.declaration, question, members, chance);
  }

  /// A made-up tool that the user asks for by its name.
  private Use named(Chance chance) {
    var tool = invented(chance);
    var values =
        tool.parameters().stream()
            .map(_ -> value(chance.pick("word", "place", "name", "number", "symbol"), chance))
            .toList();
    var members = new ArrayList<String>();
    var pairs = new ArrayList<String>();
    for (int i = 0; i < values.size(); i++) {
      members.add(member(tool.parameters().get(i), values.get(i)));
      pairs.add(tool.parameters().get(i) + chance.pick(" ", " = ", ": ", "=") + values.get(i));
    }
    var call =
        chance.pick(
                "Call ", "Use ", "Run ", "Please call ", "Use the tool ", "Call the tool ", "call ")
            + tool.name();
    if (values.isEmpty()) {
      return finish(tool, call + chance.pick("", "."), members, chance);
    }
    var with =
        values.size() == 1 && chance.odds(0.5) ? values.getFirst() : String.join(" and ", pairs);
    return finish(
        tool,
        call + chance.pick(" with ", " with ", " for ", ": ") + with + chance.pick("", "", "."),
        members,
        chance);
  }

  private Use finish(
      Declaration declaration, String question, List<String> members, Chance chance) {
    var calls = List.of(new Message.Call(declaration.name(), object(members)));
    var request = chance.odds(0.1) ? "Please: " + question : question;
    if (chance.odds(0.35)) {
      var result = results.other(chance);
      return use(declaration, request, calls, List.of(result.left(), result.right()), chance);
    }
    return use(declaration, request, calls, List.of(), chance);
  }

  private Use use(
      Declaration declaration,
      String request,
      List<Message.Call> calls,
      List<String> outcome,
      Chance chance) {
    var messages = new ArrayList<Message>();
    messages.add(new Message.User(request));
    messages.add(new Message.Calls("The " + declaration.name() + " tool can answer this.", calls));
    if (!outcome.isEmpty()) {
      messages.add(new Message.Result(outcome.getFirst()));
      messages.add(
          new Message.Answer("The tool has answered, so I pass it on.", outcome.getLast()));
    }
    var tools = new ArrayList<String>();
    tools.add(declaration.json(chance));
    if (chance.odds(0.2)) {
      tools.add(chance.below(2), invented(chance).json(chance));
    }
    return new Use(
        new Exchange(outcome.isEmpty() ? Behaviour.TOOL_CALL : Behaviour.TOOL_RESULT, messages),
        tools);
  }

  private Chosen choose(Task task, Chance chance) {
    var extras = new ArrayList<String>();
    if (chance.odds(0.35)) {
      extras.add(
          chance.pick(
              "\"unit\": {\"type\": \"string\", \"enum\": [\"celsius\", \"fahrenheit\"]}",
              "\"unit\": {\"type\": \"string\", \"enum\": [\"celsius\", \"fahrenheit\"]}",
              "\"unit\": {\"enum\": [\"celsius\", \"fahrenheit\"], \"type\": \"string\"}",
              "\"days\": {\"type\": \"integer\"}",
              "\"lang\": {\"type\": \"string\", \"default\": \"en\"}"));
    }
    var parameters = task.parameters().stream().map(chance::pick).toList();
    return new Chosen(
        task,
        new Declaration(
            chance.pick(task.names()), chance.pick(task.descriptions()), parameters, extras));
  }

  private Declaration invented(Chance chance) {
    var name =
        chance.odds(0.5)
            ? chance.pick("get", "set", "run", "find", "open", "make", "check", "list", "do")
                + chance.pick("_", "_", "-")
                + thing(chance)
            : thing(chance)
                + chance.pick("", "_tool", Writer.capitalised(thing(chance)), "_" + thing(chance));
    int count = chance.pick(0, 1, 1, 1, 2);
    var parameters = new ArrayList<String>();
    while (parameters.size() < count) {
      var parameter =
          chance.odds(0.5)
              ? chance.pick("id", "name", "value", "city", "text", "key", "code", "path", "user")
              : thing(chance);
      if (!parameters.contains(parameter)) {
        parameters.add(parameter);
      }
    }
    var description =
        chance.odds(0.5)
            ? writer.sentence(chance)
            : Writer.capitalised(thing(chance)) + " a " + thing(chance);
    return new Declaration(name, description, parameters, List.of());
  }

  private String thing(Chance chance) {
    return chance.odds(0.5) ? chance.pick(writer.sources().words()) : writer.pseudo(chance);
  }

  private String value(String slot, Chance chance) {
    return switch (slot) {
      case "symbol" -> writer.letters(chance, 2, 5).toUpperCase(Locale.ROOT);
      case "sum" ->
          chance.below(1000)
              + chance.pick(" + ", " - ", " * ", " / ", "+", "*")
              + chance.below(1000);
      case "note" ->
          chance.pick("call", "buy", "meet", "visit", "see", "fix", "send", "find")
              + " "
              + thing(chance)
              + chance.pick(
                  "", " " + thing(chance), " and " + thing(chance), " with " + thing(chance));
      case "topic" -> writer.fill("{topic}", chance);
      default -> writer.fill("{" + slot + "}", chance);
    };
  }

  private static String member(String name, String value) {
    return "\"" + name + "\": \"" + value + "\"";
  }

  private static String object(List<String> members) {
    return "{" + String.join(", ", members) + "}";
  }
}
