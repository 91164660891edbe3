package dev.millrace.engine.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The arguments of a call, worked out.
record Given(List<Value> positional, Map<String, Value> named) {
  static final Given NOTHING = new Given(List.of(), Map.of());

  static Given of(Value... positional) {
    return new Given(List.of(positional), Map.of());
  }

  /// The argument at that position or of that name.
  Optional<Value> get(int at, String name) {
    return at < positional.size()
        ? Optional.of(positional.get(at))
        : Optional.ofNullable(named.get(name));
  }

  Value need(int at, String name) {
    return get(at, name)
        .orElseThrow(() -> new TemplateError("the argument '" + name + "' is missing"));
  }

  Text text(int at, String name) {
    if (need(at, name) instanceof Text text) {
      return text;
    }
    throw wrong(name, "a string", need(at, name));
  }

  long integer(int at, String name, long otherwise) {
    return switch (get(at, name).orElse(new Value.Int(otherwise))) {
      case Value.Int(var value) -> value;
      case Value.None _ -> otherwise;
      case Value other -> throw wrong(name, "an integer", other);
    };
  }

  boolean truth(int at, String name) {
    return get(at, name).map(Value::truth).orElse(false);
  }

  /// The arguments after the first `count`.
  Given after(int count) {
    return new Given(
        positional.subList(Math.min(count, positional.size()), positional.size()), named);
  }

  private static TemplateError wrong(String name, String wanted, Value found) {
    return new TemplateError(
        "the argument '" + name + "' must be " + wanted + ", not " + found.kind());
  }
}
