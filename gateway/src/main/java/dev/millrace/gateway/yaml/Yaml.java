package dev.millrace.gateway.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A YAML value as it stands in its file: nothing about its meaning has been checked.
public sealed interface Yaml {
  /// Where it begins.
  Place place();

  /// What it is, for people: `a text`, `a list`.
  String kind();

  /// A single value.
  record Scalar(Place place, String text, Type type) implements Yaml {
    @Override
    public String kind() {
      return switch (type) {
        case TEXT -> "a text";
        case WHOLE -> "a whole number";
        case DECIMAL -> "a decimal number";
        case FLAG -> "true or false";
        case EMPTY -> "nothing";
      };
    }
  }

  /// What a single value is taken for: by its look when plain, always text when quoted.
  enum Type {
    TEXT,
    WHOLE,
    DECIMAL,
    FLAG,
    EMPTY
  }

  /// A list.
  record Items(Place place, List<Yaml> values) implements Yaml {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /// A group of keys with a value each, in the order of the file.
  record Group(Place place, Map<String, Entry> entries) implements Yaml {
    public Group {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String kind() {
      return "a group of keys";
    }
  }

  /// One key's place and value.
  record Entry(Place key, Yaml value) {}
}
