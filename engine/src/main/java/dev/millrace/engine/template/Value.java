package dev.millrace.engine.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that a template can hold. Everything is immutable but a [Space], and nothing reaches the
/// objects of the JVM, so a template can do nothing that is not written in this package.
public sealed interface Value
    permits Text,
        Value.Undefined,
        Value.None,
        Value.Bool,
        Value.Int,
        Value.Real,
        Value.Items,
        Value.Fields,
        Value.Space,
        Value.Loop,
        Value.Macro,
        Value.Method,
        Value.Function {

  /// What is not there; `name` is what was looked for.
  record Undefined(String name) implements Value {}

  /// Python's `None`.
  record None() implements Value {}

  /// `true` or `false`.
  record Bool(boolean value) implements Value {}

  /// A whole number.
  record Int(long value) implements Value {}

  /// A number with a fraction.
  record Real(double value) implements Value {}

  /// A list or a tuple. The list handed in must not change any more.
  record Items(List<Value> values) implements Value {}

  /// A dictionary; its keys are strings and keep their order.
  record Fields(Map<Text, Value> values) implements Value {
    public Fields {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /// A `namespace()`: the one thing that a template can change in place.
  record Space(Map<String, Value> values) implements Value {}

  /// The variable `loop` of a `for`.
  ///
  /// @param depth 1: loops inside others are not counted, recursive ones do not exist
  /// @param seen what `changed` was last asked about; the same for all rounds of a loop
  record Loop(List<Value> items, int at, int depth, List<Value> seen) implements Value {}

  /// A macro with the scope it was written in.
  record Macro(Node.Macro code, Scope scope) implements Value {}

  /// A method of a value, not yet called.
  record Method(Value self, String name) implements Value {}

  /// A function of ours, by its name.
  record Function(String name) implements Value {}

  static Value of(boolean value) {
    return new Bool(value);
  }

  static Value of(long value) {
    return new Int(value);
  }

  static Items items(Collection<? extends Value> values) {
    return new Items(Collections.unmodifiableList(new ArrayList<>(values)));
  }

  /// What a message of ours calls this kind of value.
  default String kind() {
    return switch (this) {
      case Text _ -> "a string";
      case Undefined(var name) -> "'" + name + "', which is undefined";
      case None _ -> "none";
      case Bool _ -> "a boolean";
      case Int _ -> "an integer";
      case Real _ -> "a float";
      case Items _ -> "a list";
      case Fields _ -> "a mapping";
      case Space _ -> "a namespace";
      case Loop _ -> "a loop";
      case Macro _, Method _, Function _ -> "a function";
    };
  }

  /// Whether Python counts it as true.
  default boolean truth() {
    return switch (this) {
      case Text text -> text.length() > 0;
      case Undefined _, None _ -> false;
      case Bool(var value) -> value;
      case Int(var value) -> value != 0;
      case Real(var value) -> value != 0;
      case Items(var values) -> !values.isEmpty();
      case Fields(var values) -> !values.isEmpty();
      case Space _, Loop _, Macro _, Method _, Function _ -> true;
    };
  }
}
