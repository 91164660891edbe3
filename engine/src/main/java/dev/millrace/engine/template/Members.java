package dev.millrace.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// What `.name` and `[key]` find on a value, and what methods do.
final class Members {
  private static final Set<String> FIELDS_METHODS =
      Set.of("get", "items", "keys", "values", "copy");

  private final Budget budget;

  Members(Budget budget) {
    this.budget = budget;
  }

  /// `target.name`: a method first, then a key.
  Value attribute(Value target, String name) {
    return switch (target) {
      case Value.Undefined(var what) -> throw undefined(what);
      case Value.Fields(var values) ->
          FIELDS_METHODS.contains(name)
              ? new Value.Method(target, name)
              : found(values, Text.trusted(name));
      case Value.Space(var values) ->
          Optional.ofNullable(values.get(name)).orElse(new Value.Undefined(name));
      case Value.Loop loop -> loop(loop, name);
      case Text _ when TextMethods.has(name) -> new Value.Method(target, name);
      case Value.Items _ when name.equals("index") || name.equals("count") ->
          new Value.Method(target, name);
      case Value.Macro(var code, _) when name.equals("name") -> Text.trusted(code.name());
      case Text _,
          Value.None _,
          Value.Bool _,
          Value.Int _,
          Value.Real _,
          Value.Items _,
          Value.Macro _,
          Value.Method _,
          Value.Function _ ->
          new Value.Undefined(name);
    };
  }

  /// `target[key]`: a key first, then a method.
  Value item(Value target, Value key) {
    if (target instanceof Value.Undefined(var what)) {
      throw undefined(what);
    }
    if (key instanceof Value.Int(var index) && !(target instanceof Value.Fields)) {
      return new Sequences(budget).at(target, index);
    }
    if (!(key instanceof Text name)) {
      return new Value.Undefined("item of " + key.kind());
    }
    if (target instanceof Value.Fields(var values) && values.containsKey(name)) {
      return found(values, name);
    }
    return attribute(target, name.plain());
  }

  Value call(Value self, String name, Given given) {
    return switch (self) {
      case Text text -> new TextMethods(budget).call(text, name, given);
      case Value.Fields(var values) -> fields(values, name, given);
      case Value.Items(var values) -> items(values, name, given.need(0, "value"));
      case Value.Loop loop when name.equals("changed") -> Value.of(changed(loop, given));
      case Value.Loop(_, var at, _, _) when given.positional().size() > 0 ->
          given.positional().get(at % given.positional().size());
      case Value other -> throw new TemplateError(other.kind() + " has no method '" + name + "'");
    };
  }

  private Value items(List<Value> values, String name, Value wanted) {
    var operators = new Operators(budget);
    long[] places =
        IntStream.range(0, values.size())
            .filter(at -> operators.equal(values.get(at), wanted))
            .asLongStream()
            .toArray();
    if (name.equals("count")) {
      return Value.of((long) places.length);
    }
    if (places.length == 0) {
      throw new TemplateError("the value is not in the list");
    }
    return Value.of(places[0]);
  }

  private boolean changed(Value.Loop loop, Given given) {
    var operators = new Operators(budget);
    Value now = Value.items(given.positional());
    boolean same = !loop.seen().isEmpty() && operators.equal(loop.seen().getFirst(), now);
    loop.seen().clear();
    loop.seen().add(now);
    return !same;
  }

  /// The pairs of a mapping.
  Value.Items pairs(Map<Text, Value> values) {
    budget.steps(values.size());
    var pairs = new ArrayList<Value>();
    values.forEach((key, value) -> pairs.add(new Value.Items(List.of(key, value))));
    return new Value.Items(pairs);
  }

  private Value fields(Map<Text, Value> values, String name, Given given) {
    budget.steps(name.equals("get") ? 1 : values.size());
    return switch (name) {
      case "get" -> {
        Value key = given.need(0, "key");
        Value found = key instanceof Text text ? found(values, text) : new Value.Undefined("key");
        yield found instanceof Value.Undefined
            ? given.get(1, "default").orElse(new Value.None())
            : found;
      }
      case "items" -> pairs(values);
      case "keys" -> Value.items(values.keySet());
      case "values" -> Value.items(values.values());
      case "copy" -> new Value.Fields(values);
      default -> throw new TemplateError("mappings have no method '" + name + "'");
    };
  }

  private static Value found(Map<Text, Value> values, Text key) {
    Value value = values.get(key);
    return value == null ? new Value.Undefined(key.plain()) : value;
  }

  private static Value loop(Value.Loop loop, String name) {
    List<Value> items = loop.items();
    int at = loop.at();
    int last = items.size() - 1;
    return switch (name) {
      case "index" -> Value.of(at + 1L);
      case "index0" -> Value.of((long) at);
      case "revindex" -> Value.of(last - at + 1L);
      case "revindex0" -> Value.of((long) (last - at));
      case "first" -> Value.of(at == 0);
      case "last" -> Value.of(at == last);
      case "length" -> Value.of((long) items.size());
      case "previtem" -> at == 0 ? new Value.Undefined(name) : items.get(at - 1);
      case "nextitem" -> at == last ? new Value.Undefined(name) : items.get(at + 1);
      case "depth" -> Value.of((long) loop.depth());
      case "depth0" -> Value.of(loop.depth() - 1L);
      case "cycle", "changed" -> new Value.Method(loop, name);
      default -> new Value.Undefined("loop." + name);
    };
  }

  private static TemplateError undefined(String what) {
    return new TemplateError("'" + what + "' is undefined");
  }
}
