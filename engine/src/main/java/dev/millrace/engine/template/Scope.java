package dev.millrace.engine.template;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The variables that can be seen at one place: its own, then those around it.
final class Scope {
  private final Optional<Scope> around;
  private final Map<String, Value> values = new HashMap<>();

  private Scope(Optional<Scope> around) {
    this.around = around;
  }

  static Scope outermost(Map<String, Value> values) {
    var scope = new Scope(Optional.empty());
    scope.values.putAll(values);
    return scope;
  }

  Scope inner() {
    return new Scope(Optional.of(this));
  }

  void set(String name, Value value) {
    values.put(name, value);
  }

  Value get(String name) {
    for (Scope scope = this; ; scope = scope.around.get()) {
      Value value = scope.values.get(name);
      if (value != null) {
        return value;
      }
      if (scope.around.isEmpty()) {
        return new Value.Undefined(name);
      }
    }
  }
}
