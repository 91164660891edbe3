package dev.millrace.engine.template;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs the statements of a template, once.
final class Interpreter {
  /// Where a statement leaves its loop.
  private enum Way {
    ON,
    BREAK,
    CONTINUE
  }

  private final Budget budget;
  private final Evaluator evaluator;
  private final Sequences sequences;
  private Text.Builder out = new Text.Builder();

  Interpreter(Budget budget, Clock clock) {
    this.budget = budget;
    this.evaluator = new Evaluator(budget, new Functions(budget, clock), this::call);
    this.sequences = new Sequences(budget);
  }

  Text render(List<Node> nodes, Map<String, Value> variables) {
    Scope functions = Scope.outermost(Functions.variables());
    Scope scope = functions.inner();
    variables.forEach(scope::set);
    run(nodes, scope);
    return out.text();
  }

  private Way run(List<Node> nodes, Scope scope) {
    budget.enter();
    Way way = Way.ON;
    for (int at = 0; at < nodes.size() && way == Way.ON; at++) {
      budget.step();
      way = run(nodes.get(at), scope);
    }
    budget.leave();
    return way;
  }

  private Way run(Node node, Scope scope) {
    return switch (node) {
      case Node.If branches -> run(chosen(branches, scope), scope);
      case Node.For loop -> loop(loop, scope);
      case Node.Block(var body) -> run(body, scope);
      case Node.With with -> with(with, scope);
      case Node.Break _ -> Way.BREAK;
      case Node.Continue _ -> Way.CONTINUE;
      case Node.Words(var text) -> write(text);
      case Node.Print(var value) -> write(new Printer(budget).text(evaluator.value(value, scope)));
      case Node.FilterBlock(var value, var body) ->
          write(new Printer(budget).text(throughBody(value, body, scope)));
      case Node.Set _, Node.SetAttribute _, Node.SetBlock _, Node.Macro _, Node.CallBlock _ -> {
        assign(node, scope);
        yield Way.ON;
      }
    };
  }

  private void assign(Node node, Scope scope) {
    switch (node) {
      case Node.Set(var names, var value) -> unpack(names, evaluator.value(value, scope), scope);
      case Node.SetAttribute set -> setAttribute(set, scope);
      case Node.SetBlock(var name, var value, var body) ->
          scope.set(name, throughBody(value, body, scope));
      case Node.Macro macro -> scope.set(macro.name(), new Value.Macro(macro, scope));
      case Node.CallBlock(var call, var caller) -> callWithBody(call, caller, scope);
      case Node.If _,
          Node.For _,
          Node.Block _,
          Node.With _,
          Node.Break _,
          Node.Continue _,
          Node.Words _,
          Node.Print _,
          Node.FilterBlock _ ->
          throw new IllegalArgumentException("no assignment: " + node);
    }
  }

  private List<Node> chosen(Node.If branches, Scope scope) {
    for (var branch : branches.branches()) {
      if (evaluator.value(branch.test(), scope).truth()) {
        return branch.body();
      }
    }
    return branches.otherwise();
  }

  private Way loop(Node.For loop, Scope scope) {
    try {
      return rounds(loop, scope);
    } catch (TemplateError error) {
      throw error.near(loop.items().place());
    }
  }

  private Way rounds(Node.For loop, Scope scope) {
    List<Value> items = items(loop, scope);
    if (items.isEmpty()) {
      return run(loop.otherwise(), scope);
    }
    var seen = new ArrayList<Value>(1);
    for (int at = 0; at < items.size(); at++) {
      Scope inside = scope.inner();
      inside.set("loop", new Value.Loop(items, at, 1, seen));
      unpack(loop.names(), items.get(at), inside);
      if (run(loop.body(), inside) == Way.BREAK) {
        break;
      }
    }
    return Way.ON;
  }

  private Way with(Node.With with, Scope scope) {
    Scope inside = scope.inner();
    with.names().forEach((name, value) -> inside.set(name, evaluator.value(value, scope)));
    return run(with.body(), inside);
  }

  private List<Value> items(Node.For loop, Scope scope) {
    List<Value> all = sequences.items(placed(loop.items(), evaluator.value(loop.items(), scope)));
    if (loop.only().isEmpty()) {
      return all;
    }
    var picked = new ArrayList<Value>();
    for (var item : all) {
      Scope inside = scope.inner();
      unpack(loop.names(), item, inside);
      if (evaluator.value(loop.only().get(), inside).truth()) {
        picked.add(item);
      }
    }
    return picked;
  }

  private static Value placed(Expression expression, Value value) {
    boolean goes =
        value instanceof Value.Items
            || value instanceof Value.Fields
            || value instanceof Text
            || value instanceof Value.Undefined;
    if (!goes) {
      throw TemplateError.at(expression.place(), "cannot go through " + value.kind());
    }
    return value;
  }

  private void unpack(List<String> names, Value value, Scope scope) {
    if (names.size() == 1) {
      scope.set(names.getFirst(), value);
      return;
    }
    List<Value> parts = sequences.items(value);
    if (parts.size() != names.size()) {
      throw new TemplateError(
          "cannot take " + parts.size() + " values apart into " + names.size() + " names");
    }
    for (int at = 0; at < parts.size(); at++) {
      scope.set(names.get(at), parts.get(at));
    }
  }

  private void setAttribute(Node.SetAttribute set, Scope scope) {
    if (!(scope.get(set.space()) instanceof Value.Space(var values))) {
      throw TemplateError.at(set.place(), "'" + set.space() + "' is no namespace");
    }
    values.put(set.attribute(), evaluator.value(set.value(), scope));
  }

  private Value throughBody(Expression value, List<Node> body, Scope scope) {
    Text text = aside(body, scope.inner());
    Scope inside = scope.inner();
    inside.set(Node.BODY, text);
    return evaluator.value(value, inside);
  }

  /// What the statements write, kept out of the output.
  private Text aside(List<Node> body, Scope scope) {
    Text.Builder before = out;
    out = new Text.Builder();
    run(body, scope);
    Text text = out.text();
    out = before;
    return text;
  }

  private Value call(Value.Macro macro, Given given) {
    Scope inside = macro.scope().inner();
    List<Node.Parameter> parameters = macro.code().parameters();
    if (given.positional().size() > parameters.size()) {
      throw new TemplateError("the macro '" + macro.code().name() + "' takes fewer arguments");
    }
    for (int at = 0; at < parameters.size(); at++) {
      var parameter = parameters.get(at);
      Value value =
          given
              .get(at, parameter.name())
              .or(() -> parameter.otherwise().map(other -> evaluator.value(other, inside)))
              .orElse(new Value.Undefined(parameter.name()));
      inside.set(parameter.name(), value);
    }
    if (given.named().get("caller") instanceof Value.Macro caller) {
      inside.set("caller", caller);
    }
    return aside(macro.code().body(), inside);
  }

  private void callWithBody(Expression.Call call, Node.Macro caller, Scope scope) {
    Given given = evaluator.given(call.arguments(), scope);
    if (!(evaluator.value(call.target(), scope) instanceof Value.Macro macro)) {
      throw TemplateError.at(call.place(), "only a macro can be called with a body");
    }
    var named = new LinkedHashMap<>(given.named());
    named.put("caller", new Value.Macro(caller, scope));
    write(new Printer(budget).text(call(macro, new Given(given.positional(), named))));
  }

  private Way write(Text text) {
    out.add(budget.made(text));
    return Way.ON;
  }
}
